import { describe, expect, it } from 'vitest'
import { ConfigError, isLoopback, readConfig } from './config.ts'

function faultsOf(env: Record<string, string>, dotEnv = ''): readonly { path: string; message: string }[] {
  try {
    readConfig(env, dotEnv)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('the configuration', () => {
  it('has a value for everything when nothing is set', () => {
    expect(readConfig({}, '')).toEqual({
      port: 4747, host: '127.0.0.1', databaseUrl: null, dataDir: null, runsDir: 'runs', bootstrapToken: null, seed: null, publicUrl: null, trustedProxies: [],
      role: 'all', corsOrigins: [], logLevel: 'info', secretKey: null, channels: {}, profileApiUrl: null,
      providerKeys: { openai: null, anthropic: null, google: null, deepseek: null, moonshot: null, minimax: null },
      s3: null,
    })
  })

  it('is frozen, lists included', () => {
    const config = readConfig({ CORS_ORIGINS: 'https://a.example' }, '')
    expect([config, config.corsOrigins, config.providerKeys].every((part) => Object.isFrozen(part))).toBe(true)
  })

  it('takes .env where the environment is silent or empty, and the environment otherwise', () => {
    const config = readConfig({ PORT: '1', HOST: '' }, 'PORT=2\nHOST=::1\nOPENAI_API_KEY="sk a"\n')
    expect([config.port, config.host, config.providerKeys.openai]).toEqual([1, '::1', 'sk a'])
  })

  it('reads lists, addresses and keys', () => {
    const key = Buffer.alloc(32, 7)
    const config = readConfig({ CORS_ORIGINS: 'https://a.example, http://b.example:81', TROUPE_PUBLIC_URL: 'https://t.example/x/', TROUPE_SECRET_KEY: key.toString('base64') }, '')
    expect(config.corsOrigins).toEqual(['https://a.example', 'http://b.example:81'])
    expect(readConfig({ TROUPE_TRUSTED_PROXIES: '10.0.0.0/8, ::1,loopback' }, '').trustedProxies).toEqual(['10.0.0.0/8', '::1', 'loopback'])
    expect(config.publicUrl).toBe('https://t.example/x')
    expect(config.secretKey).toEqual(key)
  })

  describe('of a bucket for images', () => {
    const NEEDED = { TROUPE_S3_BUCKET: 'gallery', TROUPE_S3_ACCESS_KEY_ID: 'AKIA1', TROUPE_S3_SECRET_ACCESS_KEY: 'very-secret' }

    it('is Amazon’s by its region, another’s by its address, in its own style', () => {
      expect(readConfig({ ...NEEDED, TROUPE_S3_REGION: 'eu-central-1' }, '').s3).toEqual({ bucket: 'gallery', endpoint: null, region: 'eu-central-1', pathStyle: false, accessKeyId: 'AKIA1', secretAccessKey: 'very-secret', publicUrl: null })
      expect(readConfig({ ...NEEDED, TROUPE_S3_ENDPOINT: 'http://minio:9000/', TROUPE_S3_PUBLIC_URL: 'https://images.example/g/' }, '').s3).toMatchObject({ endpoint: 'http://minio:9000', region: 'us-east-1', pathStyle: true, publicUrl: 'https://images.example/g' })
      expect(readConfig({ ...NEEDED, TROUPE_S3_ENDPOINT: 'https://s3.example', TROUPE_S3_PATH_STYLE: 'false' }, '').s3?.pathStyle).toBe(false)
    })

    it('is refused by halves, naming what is missing', () => {
      expect(faultsOf({ TROUPE_S3_BUCKET: 'gallery', TROUPE_S3_REGION: 'x' }).map((fault) => fault.path)).toEqual(['TROUPE_S3_ACCESS_KEY_ID', 'TROUPE_S3_SECRET_ACCESS_KEY'])
      expect(faultsOf(NEEDED)).toEqual([{ path: 'TROUPE_S3_REGION', message: expect.stringContaining('TROUPE_S3_ENDPOINT') }])
      expect(faultsOf({ TROUPE_S3_PUBLIC_URL: 'https://x.example' }).map((fault) => fault.path)).toContain('TROUPE_S3_BUCKET')
    })

    it.each([['TROUPE_S3_BUCKET', 'Gallery/x'], ['TROUPE_S3_ENDPOINT', 'minio:9000'], ['TROUPE_S3_PATH_STYLE', 'yes'], ['TROUPE_S3_REGION', 'eu central']])('refuses %s=%s', (name, value) => {
      expect(faultsOf({ ...NEEDED, TROUPE_S3_REGION: 'x', [name]: value }).map((fault) => fault.path)).toEqual([name])
    })

    it('repeats no secret', () => {
      expect(JSON.stringify(faultsOf({ ...NEEDED, TROUPE_S3_REGION: '!' }))).not.toContain('very-secret')
    })
  })

  it('refuses an unknown TROUPE_ variable and names the nearest one', () => {
    expect(faultsOf({ TROUPE_DATADIR: '/x' })).toEqual([{ path: 'TROUPE_DATADIR', message: 'is not a setting of Troupe; did you mean TROUPE_DATA_DIR?' }])
    expect(faultsOf({}, 'TROUPE_QUITE_ANOTHER_THING=1')[0]?.message).toBe('is not a setting of Troupe')
  })

  it('leaves the variables of others alone', () => {
    expect(faultsOf({ PORTAL: 'x', npm_config_x: 'y', TROUPE_TEST_DATABASE_URL: 'postgres://h/d' })).toEqual([])
  })

  it.each([
    ['PORT', '80a'], ['PORT', '-1'], ['PORT', '65536'], ['PORT', '80.5'],
    ['HOST', 'http://x'], ['DATABASE_URL', 'mysql://x'], ['DATABASE_URL', 'nonsense'],
    ['TROUPE_PUBLIC_URL', 'troupe.example'], ['TROUPE_ROLE', 'boss'], ['CORS_ORIGINS', 'https://a.example/'],
    ['LOG_LEVEL', 'loud'], ['TROUPE_TRUSTED_PROXIES', 'proxy.example'], ['TROUPE_TRUSTED_PROXIES', '10.0.0.0/40'], ['TROUPE_SECRET_KEY', 'c2hvcnQ='], ['TROUPE_BOOTSTRAP_TOKEN', 'short'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(faultsOf({ [name]: value }).map((fault) => fault.path)).toEqual([name])
  })

  it('tells all faults at once, and repeats no secret', () => {
    const faults = faultsOf({ PORT: 'x', DATABASE_URL: 'mysql://user:hunter2@h', TROUPE_SECRET_KEY: 'hunter2hunter2', TROUPE_ROL: 'api' })
    expect(faults.map((fault) => fault.path).sort()).toEqual(['DATABASE_URL', 'PORT', 'TROUPE_ROL', 'TROUPE_SECRET_KEY'])
    expect(JSON.stringify(faults)).not.toContain('hunter2')
    expect(faults.find((fault) => fault.path === 'PORT')?.message).toContain('"x"')
  })
})

describe('loopback', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', 'LOCALHOST', '::ffff:127.0.0.1'])('%s is', (host) => {
    expect(isLoopback(host)).toBe(true)
  })
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.example.com', 'localhost.example.com', '1127.0.0.1'])('%s is not', (host) => {
    expect(isLoopback(host)).toBe(false)
  })
})
