/**
 * Brings a value nearer to the JSON schema it was asked to fit, where what was meant is plain (SPEC B4): an array where
 * text is due is joined, a number in quotes becomes one, a single item where a list is due is put in a list, an object
 * encoded as a string is decoded, nulls and unasked keys of optional properties go. Never invents a value. Pure.
 */
import type { JSONSchema7, JSONSchema7Definition } from '@ai-sdk/provider'
import { textOf } from './clean-text.ts'
import { readJson } from './repair.ts'

export interface Fitted {
  readonly value: unknown
  readonly mended: readonly string[]
}

/** Schemas of ours nest three or four deep; what is deeper is left as it came. */
const DEPTH_MAX = 12

export function fit(value: unknown, schema: JSONSchema7): Fitted {
  const mended: string[] = []
  return { value: fitted(value, schema, '', 0, mended), mended }
}

function fitted(value: unknown, definition: JSONSchema7Definition | undefined, path: string, depth: number, mended: string[]): unknown {
  if (typeof definition !== 'object' || depth > DEPTH_MAX) return value
  const types = definition.type === undefined ? [] : [definition.type].flat()
  if (definition.enum !== undefined) return fittedEnum(value, definition.enum, path, mended)
  if (types.length === 0 || types.some((type) => is(type, value))) return inside(value, definition, path, depth, mended)

  for (const type of types) {
    const changed = changedTo(type, value)
    if (changed === undefined) continue
    mended.push(`${path === '' ? 'the reply' : path} made ${type === 'array' ? 'a list' : type}`)
    return inside(changed, definition, path, depth, mended)
  }
  return value
}

function inside(value: unknown, schema: JSONSchema7, path: string, depth: number, mended: string[]): unknown {
  if (Array.isArray(value) && typeof schema.items === 'object' && !Array.isArray(schema.items)) {
    const items = schema.items
    return value.map((item, i) => fitted(item, items, `${path}/${i}`, depth + 1, mended))
  }
  if (!isObject(value) || schema.properties === undefined) return value
  const { properties } = schema
  const given = unwrappedObject(value, schema, path, mended)
  const result: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(given)) {
    const name = Object.hasOwn(properties, key) ? key : sameName(key, properties, given)
    if (name === undefined) {
      if (schema.additionalProperties === false) mended.push(`${path}/${key} left out`)
      else result[key] = item
      continue
    }
    if (name !== key) mended.push(`${path}/${key} taken for ${name}`)
    const property = properties[name]
    if (item === null && !schema.required?.includes(name) && !allows(property, 'null')) {
      mended.push(`${path}/${name} left out`)
      continue
    }
    result[name] = fitted(item, property, `${path}/${name}`, depth + 1, mended)
  }
  return result
}

/** `{"post": {"body": …}}` where `{"body": …}` is due: none of the keys asked for, and one object that has them. */
function unwrappedObject(value: Record<string, unknown>, schema: JSONSchema7, path: string, mended: string[]): Record<string, unknown> {
  const keys = Object.keys(value)
  const asked = schema.properties ?? {}
  const required = schema.required ?? []
  const only = keys.length === 1 ? value[keys[0] as string] : undefined
  if (required.length === 0 || keys.some((key: string) => Object.hasOwn(asked, key)) || !isObject(only)) return value
  if (!required.every((key: string) => Object.hasOwn(only, key))) return value
  mended.push(`taken out of ${path}/${keys[0]}`)
  return only
}

/** `Post_Id` for `postId`: the same letters, when the right name is not there as well. */
function sameName(key: string, properties: Record<string, unknown>, given: object): string | undefined {
  const letters = key.toLowerCase().replace(/[^a-z0-9]/g, '')
  return Object.keys(properties).find((name) => name.toLowerCase().replace(/[^a-z0-9]/g, '') === letters && !Object.hasOwn(given, name))
}

function fittedEnum(value: unknown, allowed: readonly unknown[], path: string, mended: string[]): unknown {
  if (allowed.includes(value)) return value
  const single = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
  const wanted = String(single).trim().toLowerCase().replace(/[\s_]+/g, '-')
  const match = allowed.find((item) => String(item).toLowerCase().replace(/[\s_]+/g, '-') === wanted)
  if (match === undefined) return value
  mended.push(`${path} taken for ${JSON.stringify(match)}`)
  return match
}

function changedTo(type: string, value: unknown): unknown {
  switch (type) {
    case 'string':
      if (typeof value === 'number' || typeof value === 'boolean') return String(value)
      return textOf(value) ?? undefined
    case 'number':
    case 'integer': {
      const single = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
      const number = typeof single === 'string' && /^\s*[-+]?\d+(?:\.\d+)?%?\s*$/.test(single) ? Number.parseFloat(single) : single
      if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
      return type === 'integer' ? Math.round(number) : number
    }
    case 'boolean': {
      const word = String(value).trim().toLowerCase()
      if (word === 'true' || word === 'yes' || word === '1') return true
      return word === 'false' || word === 'no' || word === '0' ? false : undefined
    }
    case 'array': {
      if (value === null || value === undefined) return undefined
      const read = typeof value === 'string' && value.trimStart().startsWith('[') ? readJson(value) : null
      return read?.kind === 'read' && Array.isArray(read.value) ? read.value : [value]
    }
    case 'object': {
      if (Array.isArray(value)) return value.length === 1 && isObject(value[0]) ? value[0] : undefined
      const read = typeof value === 'string' && value.trimStart().startsWith('{') ? readJson(value) : null
      return read?.kind === 'read' && isObject(read.value) ? read.value : undefined
    }
    default:
      return undefined
  }
}

function is(type: string, value: unknown): boolean {
  switch (type) {
    case 'null': return value === null
    case 'array': return Array.isArray(value)
    case 'object': return isObject(value)
    case 'integer': return Number.isInteger(value)
    case 'number': return typeof value === 'number'
    default: return typeof value === type
  }
}

function allows(definition: JSONSchema7Definition | undefined, type: string): boolean {
  if (typeof definition !== 'object') return true
  return definition.type === undefined || [definition.type].flat().some((one) => one === type)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
