import { defineSynapse } from '../../bittensor/synapse/defineSynapse.ts';
import { field } from '../../bittensor/synapse/field.ts';

/**
 * The challenge of subnet 72.
 * - `image`: standard base64 of a JPEG, without line breaks or a data-URI prefix.
 * - `prediction`: probability of roadwork, 0…1; −1 is "no answer".
 * - `testnet_label`: never set by a validator, and never an input of a prediction (ruling 4).
 */
export const imageSynapse = defineSynapse('ImageSynapse', {
  testnet_label: field.integer(-1n),
  image: field.text(''),
  prediction: field.float(-1),
});
