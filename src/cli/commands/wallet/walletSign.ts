import { hex } from '@scure/base';
import { loadHotkey } from '../../../bittensor/wallet/loadHotkey.ts';
import { defineCommand } from '../../command.ts';
import { passwordInput, passwordSources } from './passwordSources.ts';
import { messageInput, readMessage } from './readMessage.ts';
import { walletLocation } from './walletLocation.ts';

export const walletSign = defineCommand({
  input: messageInput.extend(passwordInput),
  async run(input, context) {
    const location = await walletLocation(context);
    const message = await readMessage(input, context);
    const keypair = await loadHotkey({ ...location, ...(await passwordSources(input, context)) });
    const signature = `0x${hex.encode(keypair.sign(message))}`;
    return { json: { address: keypair.address, signature }, text: signature };
  },
});
