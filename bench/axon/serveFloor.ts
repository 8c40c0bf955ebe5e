import { createServer } from 'node:http';
import { identities } from './identities.ts';
import { untilStdinEnds } from './untilStdinEnds.ts';

// The least that a node:http server can do with the same request: read it whole and answer as many bytes, nothing
// parsed and nothing checked. serveFloor.ts PORT
const reply = JSON.stringify({ prediction: identities.prediction });
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(200, ['content-type', 'application/json', 'content-length', String(reply.length)]);
    response.end(reply);
  });
});
const port = Number(process.argv[2]);
await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
console.log(JSON.stringify({ port, hotkey: '', versions: { node: process.versions.node } }));
await untilStdinEnds();
server.close();
server.closeAllConnections();
