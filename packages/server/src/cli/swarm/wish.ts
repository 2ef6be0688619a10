/** What a swarm is to be, read from the command's options; what does not fit is told with how to mend it. */
import { siteCredentialsSchema } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import { readOrigin, type SiteOrigin } from '../../site/site-origin.ts'
import { usageOf, type Given } from '../command.ts'

export type SwarmPlace =
  | { readonly kind: 'gallery'; readonly isPublic: boolean }
  /** `token`: null where the one that is kept is to be used. */
  | { readonly kind: 'showcase'; readonly address: SiteOrigin; readonly token: string | null }

export interface SwarmWish {
  readonly pack: string
  readonly count: number
  /** Null: all of the pack's. */
  readonly archetypes: readonly string[] | null
  readonly seed: string
  readonly place: SwarmPlace
  readonly workspace: string | null
  /** Null: until it is stopped. */
  readonly forMs: number | null
  /** Null: by their own rhythms. Else how long a member rests between two turns, about. */
  readonly everyMs: number | null
  readonly dryRun: boolean
  readonly json: boolean
}

const COUNT = 12
const COUNT_MOST = 10_000
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const LEAST_MS = 5_000
const MOST_MS = 365 * 86_400_000
/** A run shorter than this is there to be looked at: a rhythm that wakes somebody every ten minutes would show next to nothing. */
const LOOKED_AT_BELOW_MS = 30 * 60_000
/** Turns of each member in such a run. */
const TURNS_LOOKED_AT = 8
const EVERY_LEAST_MS = 5_000

/** Throws `ThirdPartyNetworkError` for what belongs to others, before anything is opened or asked. */
export function readWish(given: Given, env: NodeJS.ProcessEnv, help: string): SwarmWish {
  const forMs = duration(given, 'for')
  const seed = text(given, 'seed') ?? 'troupe'
  if (seed.length > 100) throw new InvalidError('--seed takes at most 100 characters.')
  return {
    pack: text(given, 'pack') ?? 'gallery', count: whole(given, 'count') ?? COUNT, archetypes: archetypes(given), seed, place: place(given, env, help),
    workspace: text(given, 'workspace') ?? null, forMs, everyMs: given.values['rhythm'] === true ? null : paceOf(forMs),
    dryRun: given.values['dry-run'] === true, json: given.values['json'] === true,
  }
}

export function paceOf(forMs: number | null): number | null {
  return forMs === null || forMs >= LOOKED_AT_BELOW_MS ? null : Math.max(EVERY_LEAST_MS, Math.round(forMs / TURNS_LOOKED_AT))
}

function place(given: Given, env: NodeJS.ProcessEnv, help: string): SwarmPlace {
  const kind = text(given, 'platform') ?? 'gallery'
  const url = text(given, 'url')
  const isPublic = given.values['public'] === true
  if (kind === 'gallery') {
    const astray = (['url', 'token', 'token-from'] as const).find((name) => text(given, name) !== undefined)
    if (astray !== undefined) throw new InvalidError(`--${astray} is for a site of your own: say --platform showcase with it, or leave it out.`)
    return { kind, isPublic }
  }
  if (kind !== 'showcase') throw new InvalidError(`--platform takes gallery or showcase, not "${kind}".\n\n${usageOf(help)}`)
  if (url === undefined) throw new InvalidError('--platform showcase needs --url: the address of your site, such as https://gallery.example.')
  if (isPublic) throw new InvalidError('--public is for the gallery that comes with Troupe; who sees your site is up to your site.')
  return { kind, address: address(url), token: token(given, env) }
}

function address(url: string): SiteOrigin {
  try {
    return readOrigin(url)
  } catch (error) {
    // The sentence is about an address; it names the option it came by.
    throw error instanceof InvalidError ? new InvalidError(`--url: ${error.message}`) : error
  }
}

function token(given: Given, env: NodeJS.ProcessEnv): string | null {
  const written = text(given, 'token')
  const variable = text(given, 'token-from')
  if (written !== undefined && variable !== undefined) throw new InvalidError('Give the token once: --token or --token-from.')
  if (variable === undefined && written === undefined) return null
  const secret = written ?? env[variable as string]
  if (secret === undefined || secret.trim() === '') throw new InvalidError(`--token-from: the environment has no variable ${variable}.`)
  const parsed = siteCredentialsSchema.safeParse({ secret })
  if (!parsed.success) throw new InvalidError(`${variable === undefined ? '--token' : '--token-from'}: ${parsed.error.issues[0]?.message ?? 'cannot be used'}.`)
  return parsed.data.secret
}

function archetypes(given: Given): readonly string[] | null {
  const written = given.values['archetype']
  if (written === undefined) return null
  const names = [...new Set((Array.isArray(written) ? written : [written]).flatMap((part) => String(part).split(',')).map((name) => name.trim()).filter((name) => name !== ''))]
  if (names.length === 0) throw new InvalidError('--archetype takes names of archetypes, such as indie-game-developer,data-visualiser.')
  return names
}

function whole(given: Given, name: string): number | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const number = Number(written.replaceAll('_', ''))
  if (!Number.isInteger(number) || number < 1 || number > COUNT_MOST) throw new InvalidError(`--${name} takes a whole number from 1 to ${COUNT_MOST.toLocaleString('en')}, not "${written}".`)
  return number
}

function duration(given: Given, name: string): number | null {
  const written = text(given, name)
  if (written === undefined) return null
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([smhd])$/.exec(written) ?? []
  const ms = Math.round(Number(number) * (UNITS[unit ?? ''] ?? Number.NaN))
  if (!(ms >= LEAST_MS && ms <= MOST_MS)) throw new InvalidError(`--${name} takes a time from 5s to 365d, such as 60s, 10m, 2h or 1d, not "${written}".`)
  return ms
}

function text({ values }: Given, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
