import {
  ZodDefault,
  ZodNullable,
  ZodObject,
  ZodOptional,
  ZodPipe,
  ZodPrefault,
  ZodReadonly,
  type ZodType,
} from 'zod';

/** A schema without its wrappers, and what the wrappers say. */
export interface FieldDescription {
  /** The schema beneath `optional`, `default`, `nullable`, … */
  readonly base: ZodType;
  readonly nullable: boolean;
  readonly secret: boolean;
  readonly description: string | null;
}

const innerOf = (schema: ZodType): ZodType | null => {
  if (
    schema instanceof ZodOptional ||
    schema instanceof ZodDefault ||
    schema instanceof ZodPrefault ||
    schema instanceof ZodNullable ||
    schema instanceof ZodReadonly
  ) {
    return schema.def.innerType as ZodType;
  }
  return schema instanceof ZodPipe ? (schema.def.in as ZodType) : null;
};

/** Looks through a schema's wrappers, collecting `describe()`, `secretField()` and whether `null` is allowed. */
export function describeField(schema: ZodType): FieldDescription {
  let base = schema;
  let nullable = false;
  let secret = false;
  let description: string | null = null;
  for (let level: ZodType | null = schema; level; level = innerOf(level)) {
    base = level;
    nullable ||= level instanceof ZodNullable;
    const meta = level.meta();
    secret ||= meta?.secret === true;
    description ??= meta?.description ?? null;
  }
  return { base, nullable, secret, description };
}

/** True for a schema that groups further fields. */
export const isSection = (schema: ZodType): schema is ZodObject => schema instanceof ZodObject;
