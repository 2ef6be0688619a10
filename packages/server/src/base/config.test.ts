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
      role: 'all', corsOrigins: [], logLevel: 'info', secretKey: null,
      providerKeys: { openai: null, anthropic: null, google: null, deepseek: null, moonshot: null, minimax: null },
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
