import { z } from 'zod';
import { wholeSchema } from '../../support/config/resolveConfig.ts';
import { configSections } from './configSections.ts';

/** JSON Schema (draft 2020-12) of the yaml file, for editors. */
export function configurationJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(wholeSchema(configSections), { io: 'input', unrepresentable: 'any' });
  return { title: 'roadcrew.yaml', ...schema };
}
