/**
 * What an operator sets: the environment, or a `.env` file in the working folder, which the environment outranks.
 * Read once, checked whole, frozen. A mistyped name is refused rather than ignored: a public server that silently
 * did not see its TROUPE_BOOTSTRAP_TOKEN is worse than one that does not start.
 */
import { BlockList, isIP } from 'node:net'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { ExpectedError, type ErrorKind, type FieldFault } from './errors.ts'
import { nearest } from '@troupe/contract'

export class ConfigError extends ExpectedError {
  readonly kind: ErrorKind = 'invalid'
  readonly code = 'bad-configuration'
  /** One a variable; `path` is the variable's name. */
  override readonly faults: readonly FieldFault[]
  constructor(faults: readonly FieldFault[]) {
    super(faults.map((fault) => `${fault.path} ${fault.message}`).join('\n'))
    this.faults = faults
  }
}

export type Role = 'all' | 'api' | 'worker'

const SECRET_KEY_BYTES = 32
const BOOTSTRAP_TOKEN_LEAST = 16

const text = z.string().trim()

function url(protocols: readonly string[], what: string) {
  return text.refine((value) => {
    const parsed = URL.parse(value)
    return parsed !== null && protocols.includes(parsed.protocol)
  }, `must be ${what}`)
}

/** An address, a network such as 10.0.0.0/8, or one of the names that Fastify's proxy-addr knows. */
function isProxy(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value) || isIP(value) !== 0) return true
  const [net = '', bits = ''] = value.split('/')
  if (!/^\d{1,3}$/.test(bits)) return false
  try {
    new BlockList().addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4')
    return true
  } catch {
    return false
  }
}

/** `https://a.example`, without path or slash: what a browser sends as Origin. */
function isOrigin(value: string): boolean {
  return value === '*' || URL.parse(value)?.origin === value
}

const VARIABLES = z.object({
  PORT: text.regex(/^\d+$/, 'must be a number from 0 to 65535').transform(Number)
    .refine((port) => port <= 65535, 'must be a number from 0 to 65535').default(4747),
  HOST: text.regex(/^[\w.:%-]+$/, 'must be a host name or an address, without protocol or port').default('127.0.0.1'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'a PostgreSQL address such as postgresql://user:password@host:5432/troupe').optional(),
  TROUPE_DATA_DIR: text.optional(),
  TROUPE_RUNS_DIR: text.default('runs'),
  TROUPE_BOOTSTRAP_TOKEN: text.min(BOOTSTRAP_TOKEN_LEAST, `must have at least ${BOOTSTRAP_TOKEN_LEAST} characters`).optional(),
  TROUPE_SEED: text.max(200, 'must have at most 200 characters').optional(),
  TROUPE_PUBLIC_URL: url(['http:', 'https:'], 'a web address such as https://troupe.example')
    .transform((value) => value.replace(/\/+$/, '')).optional(),
  TROUPE_TRUSTED_PROXIES: text.transform((value) => value.split(',').map((proxy) => proxy.trim()).filter(Boolean))
    .refine((proxies) => proxies.every(isProxy), 'must be a list of addresses or networks such as 127.0.0.1,10.0.0.0/8, or of loopback, linklocal, uniquelocal')
    .default([]),
  TROUPE_ROLE: z.enum(['all', 'api', 'worker'], 'must be all, api or worker').default('all'),
  CORS_ORIGINS: text.transform((value) => value.split(',').map((origin) => origin.trim()).filter(Boolean))
    .refine((origins) => origins.every(isOrigin), 'must be a list of origins such as https://a.example,https://b.example, or *')
    .default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'must be fatal, error, warn, info, debug, trace or silent').default('info'),
  TROUPE_SECRET_KEY: text.regex(/^[A-Za-z0-9+/_-]+={0,2}$/, 'must be base64').transform((value) => Buffer.from(value, 'base64'))
    .refine((key) => key.length === SECRET_KEY_BYTES, `must be ${SECRET_KEY_BYTES} bytes in base64, as \`openssl rand -base64 32\` makes them`).optional(),
  TROUPE_S3_BUCKET: text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be a name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens').optional(),
  TROUPE_S3_ENDPOINT: url(['http:', 'https:'], 'a web address such as https://s3.example').transform((value) => value.replace(/\/+$/, '')).optional(),
  TROUPE_S3_REGION: text.regex(/^[a-z0-9-]+$/, 'must be a region such as eu-central-1').optional(),
  TROUPE_S3_PATH_STYLE: z.enum(['true', 'false'], 'must be true or false').optional(),
  TROUPE_S3_ACCESS_KEY_ID: text.optional(),
  TROUPE_S3_SECRET_ACCESS_KEY: text.optional(),
  TROUPE_S3_PUBLIC_URL: url(['http:', 'https:'], 'a web address such as https://images.example').transform((value) => value.replace(/\/+$/, '')).optional(),
  PROFILE_API_URL: url(['http:', 'https:'], 'a web address such as https://profiles.example/api').transform((value) => value.replace(/\/+$/, '')).optional(),
  OPENAI_API_KEY: text.optional(),
  ANTHROPIC_API_KEY: text.optional(),
  GOOGLE_GENERATIVE_AI_API_KEY: text.optional(),
  DEEPSEEK_API_KEY: text.optional(),
  MOONSHOT_API_KEY: text.optional(),
  MINIMAX_API_KEY: text.optional(),
  SMTP_URL: text.optional(),
  SMTP_SENDER: text.optional(),
  AWS_REGION: text.optional(),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  SES_SENDER_EMAIL: text.optional(),
  TWILIO_ACCOUNT_SID: text.optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_WHATSAPP_FROM: text.optional(),
  TWILIO_SMS_FROM: text.optional(),
  STRIPE_SECRET_KEY: text.optional(),
  STRIPE_WEBHOOK_SECRET: text.optional(),
})

/** What signs in at vendors of messages, under the names that the vendors gave it. Offered to workspaces, and used by none unasked. */
const CHANNEL_VARIABLES = [
  'SMTP_URL', 'SMTP_SENDER', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'SES_SENDER_EMAIL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM', 'TWILIO_SMS_FROM',
  'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET',
] as const
export type ChannelVariables = Readonly<Partial<Record<typeof CHANNEL_VARIABLES[number], string>>>

const KNOWN: readonly string[] = Object.keys(VARIABLES.shape)
/** Read by the test suite alone, so no fault in an environment that also runs tests. */
const OF_TESTS = new Set(['TROUPE_TEST_DATABASE_URL'])

/** Where images are kept instead of the data directory. */
export interface S3Config {
  readonly bucket: string
  /** `null`: Amazon's own for the region. Without a slash at its end. */
  readonly endpoint: string | null
  readonly region: string
  /** The bucket in the path, as servers of one's own want it, instead of in the host's name. */
  readonly pathStyle: boolean
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Where everybody can read the bucket; `null`: images go through us. Without a slash at its end. */
  readonly publicUrl: string | null
}

export interface Config {
  readonly port: number
  readonly host: string
  /** `null`: run the managed database. */
  readonly databaseUrl: string | null
  /** `null`: the place `store/data-directory.ts` finds fit. */
  readonly dataDir: string | null
  /** Where simulations lie. */
  readonly runsDir: string
  readonly bootstrapToken: string | null
  readonly seed: string | null
  /** Without a slash at its end. */
  readonly publicUrl: string | null
  /** Whose X-Forwarded-For, -Host and -Proto are believed. */
  readonly trustedProxies: readonly string[]
  readonly role: Role
  readonly corsOrigins: readonly string[]
  readonly logLevel: z.output<typeof VARIABLES>['LOG_LEVEL']
  /** 32 bytes; `null`: the data directory's own key. */
  readonly secretKey: Uint8Array | null
  readonly providerKeys: ProviderKeys
  readonly channels: ChannelVariables
  /** Where creators' profiles are read, `/{username}` behind it; `null`: only those that ship. Without a slash at its end. */
  readonly profileApiUrl: string | null
  /** `null`: images lie below the data directory. */
  readonly s3: S3Config | null
}

export interface ProviderKeys {
  readonly openai: string | null
  readonly anthropic: string | null
  readonly google: string | null
  readonly deepseek: string | null
  readonly moonshot: string | null
  readonly minimax: string | null
}

/** An empty value counts as none, as `PORT= npm start` and compose's `${PORT:-}` mean it. Throws `ConfigError`. */
export function readConfig(env: NodeJS.ProcessEnv, dotEnvText: string): Config {
  const given = withoutEmpty({ ...withoutEmpty(parseEnv(dotEnvText)), ...withoutEmpty(env) })
  const faults: FieldFault[] = Object.keys(given)
    .filter((name) => name.startsWith('TROUPE_') && !KNOWN.includes(name) && !OF_TESTS.has(name))
    .map((name) => ({ path: name, message: `is not a setting of Troupe${meant(name)}` }))
  const parsed = VARIABLES.safeParse(given)
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => {
      const path = String(issue.path[0])
      return { path, message: `${issue.message}${isSecret(path) ? '' : `; it is ${JSON.stringify(given[path])}`}` }
    }))
  }
  faults.push(...s3Faults(given))
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  const at = parsed.data
  return Object.freeze({
    port: at.PORT,
    host: at.HOST,
    databaseUrl: at.DATABASE_URL ?? null,
    dataDir: at.TROUPE_DATA_DIR ?? null,
    runsDir: at.TROUPE_RUNS_DIR,
    bootstrapToken: at.TROUPE_BOOTSTRAP_TOKEN ?? null,
    seed: at.TROUPE_SEED ?? null,
    publicUrl: at.TROUPE_PUBLIC_URL ?? null,
    trustedProxies: Object.freeze(at.TROUPE_TRUSTED_PROXIES),
    role: at.TROUPE_ROLE,
    corsOrigins: Object.freeze(at.CORS_ORIGINS),
    logLevel: at.LOG_LEVEL,
    secretKey: at.TROUPE_SECRET_KEY ?? null,
    providerKeys: Object.freeze({
      openai: at.OPENAI_API_KEY ?? null,
      anthropic: at.ANTHROPIC_API_KEY ?? null,
      google: at.GOOGLE_GENERATIVE_AI_API_KEY ?? null,
      deepseek: at.DEEPSEEK_API_KEY ?? null,
      moonshot: at.MOONSHOT_API_KEY ?? null,
      minimax: at.MINIMAX_API_KEY ?? null,
    }),
    channels: Object.freeze(Object.fromEntries(CHANNEL_VARIABLES.flatMap((name) => at[name] === undefined ? [] : [[name, at[name]]]))),
    profileApiUrl: at.PROFILE_API_URL ?? null,
    s3: s3Of(at),
  })
}

const S3_NEEDED = ['TROUPE_S3_BUCKET', 'TROUPE_S3_ACCESS_KEY_ID', 'TROUPE_S3_SECRET_ACCESS_KEY']

/** Half a bucket would put the images on the disk, and nobody would know before the disk is gone. */
function s3Faults(given: Readonly<Record<string, string>>): FieldFault[] {
  const first = Object.keys(given).find((name) => name.startsWith('TROUPE_S3_') && KNOWN.includes(name))
  if (first === undefined) return []
  const faults = S3_NEEDED.filter((name) => given[name] === undefined).map((path) => ({ path, message: `is missing, and ${first} is set: images go to a bucket only with ${S3_NEEDED.join(', ')}` }))
  if (given['TROUPE_S3_ENDPOINT'] === undefined && given['TROUPE_S3_REGION'] === undefined) faults.push({ path: 'TROUPE_S3_REGION', message: 'is missing: give the region of the bucket, or the server\'s address as TROUPE_S3_ENDPOINT' })
  return faults
}

/** A server of one's own has one region, and calls it what Amazon's first is called. */
function s3Of(at: z.output<typeof VARIABLES>): S3Config | null {
  if (at.TROUPE_S3_BUCKET === undefined || at.TROUPE_S3_ACCESS_KEY_ID === undefined || at.TROUPE_S3_SECRET_ACCESS_KEY === undefined) return null
  return Object.freeze({
    bucket: at.TROUPE_S3_BUCKET,
    endpoint: at.TROUPE_S3_ENDPOINT ?? null,
    region: at.TROUPE_S3_REGION ?? 'us-east-1',
    pathStyle: at.TROUPE_S3_PATH_STYLE === undefined ? at.TROUPE_S3_ENDPOINT !== undefined : at.TROUPE_S3_PATH_STYLE === 'true',
    accessKeyId: at.TROUPE_S3_ACCESS_KEY_ID,
    secretAccessKey: at.TROUPE_S3_SECRET_ACCESS_KEY,
    publicUrl: at.TROUPE_S3_PUBLIC_URL ?? null,
  })
}

/** Whether a server bound to `host` can be reached from this machine alone. Names other than localhost count as public. */
export function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(bare)
}

function withoutEmpty(env: NodeJS.ProcessEnv | NodeJS.Dict<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== ''))
}

function meant(name: string): string {
  const near = nearest(name, KNOWN)
  return near === null ? '' : `; did you mean ${near}?`
}

/** Never repeated in a message that ends up in logs. */
function isSecret(name: string): boolean {
  return /KEY|TOKEN|SECRET|DATABASE_URL|SMTP_URL/.test(name)
}
