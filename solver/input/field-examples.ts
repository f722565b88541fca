/** What a field looks like, where its schema shows an example: for the message of a value of the wrong type. */
import { z } from 'zod';
import { customerSchema, horizonSchema, hoursSchema, repSchema, territorySchema } from './request.ts';

/** A field of one name has one form in all of them. */
const fields: Readonly<Record<string, z.ZodType>> = Object.assign(
  {},
  ...[hoursSchema, horizonSchema, territorySchema, repSchema, customerSchema].map(({ shape }) => shape),
);

/** As JSON; null where there is none. @param path to the value; of an entry of an array its index is the last step */
export function exampleAt(path: readonly PropertyKey[]): string | null {
  const isEntry = typeof path.at(-1) === 'number';
  const name = path.at(isEntry ? -2 : -1);
  const field = typeof name === 'string' && Object.hasOwn(fields, name) ? fields[name] : undefined;
  const schema = isEntry ? entryOf(field) : field;
  const example = schema === undefined ? undefined : exampleOf(schema);
  return example === undefined ? null : JSON.stringify(example);
}

function exampleOf(schema: z.ZodType): unknown {
  const [own] = (z.globalRegistry.get(schema)?.examples as readonly unknown[] | undefined) ?? [];
  if (own !== undefined) return own;
  if (schema instanceof z.ZodOptional) return exampleOf(schema.unwrap() as z.ZodType);
  const entry = entryOf(schema);
  const example = entry === undefined ? undefined : exampleOf(entry);
  return example === undefined ? undefined : [example];
}

/** The schema of the entries of an array. */
function entryOf(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return entryOf(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}
