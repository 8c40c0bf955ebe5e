import { z } from 'zod';
import { decodeSs58 } from '../../../bittensor/keys/decodeSs58.ts';
import { parseSignature } from '../../../bittensor/keys/parseSignature.ts';
import { verifySignature } from '../../../bittensor/keys/verifySignature.ts';
import { walletError } from '../../../bittensor/wallet/errors.ts';
import { loadHotkeyPublic } from '../../../bittensor/wallet/loadHotkeyPublic.ts';
import { defineCommand } from '../../command.ts';
import { messageInput, readMessage } from './readMessage.ts';
import { walletLocation } from './walletLocation.ts';

export const walletVerify = defineCommand({
  input: messageInput.extend({ address: z.string().optional(), signature: z.string() }),
  async run(input, context) {
    const signature = parseSignature(input.signature);
    if (signature === null) throw walletError('RC_WALLET_SIGNATURE_MALFORMED');
    const { address, publicKey } =
      input.address === undefined
        ? await loadHotkeyPublic(await walletLocation(context))
        : { address: input.address, publicKey: decodeSs58(input.address).publicKey };
    const message = await readMessage(input, context);
    if (!verifySignature(message, signature, publicKey)) {
      throw walletError('RC_WALLET_SIGNATURE_WRONG', { address });
    }
    return { json: { valid: true, address }, text: `valid: signed by ${address}` };
  },
});
