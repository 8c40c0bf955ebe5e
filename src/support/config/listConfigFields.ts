import type { ZodType } from 'zod';
import { isSecretName } from '../redaction/redactSecrets.ts';
import { describeField, type FieldDescription, isSection } from './describeField.ts';
import { environmentName } from './environmentName.ts';

/** One value that can be configured. */
export interface ConfigField extends FieldDescription {
  /** E.g. `axon.externalPort`. */
  readonly path: string;
  /** E.g. `ROADCREW_AXON__EXTERNAL_PORT`. */
  readonly environment: string;
  /** Checks one value by itself, wrappers included. */
  readonly schema: ZodType;
}

/** Every field below `schema`, in the order in which it declares them. */
export function listConfigFields(schema: ZodType, prefix: readonly string[] = []): ConfigField[] {
  const description = describeField(schema);
  if (isSection(description.base)) {
    return Object.entries(description.base.shape).flatMap(([key, child]) =>
      listConfigFields(child as ZodType, [...prefix, key]),
    );
  }
  const name = prefix.at(-1) ?? '';
  return [
    {
      ...description,
      path: prefix.join('.'),
      environment: environmentName(prefix),
      schema,
      // A name such as `password` is taken for what it says, even where the mark was forgotten.
      secret: description.secret || isSecretName(name),
    },
  ];
}
