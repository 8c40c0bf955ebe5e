import { startAxon } from './fixtures.ts';

// An axon in a process of its own, on the listening socket that its parent passed as file descriptor 3.
const { axon } = await startAxon({ listenOn: { fd: 3 } });
process.on('SIGTERM', () => void axon.close(0).then(() => process.exit(0)));
process.stdout.write('ready\n');
