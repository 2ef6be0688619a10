/**
 * How the managed PostgreSQL is tuned: for a machine that also does other things, well under 100 MB after a first start
 * (its buffers fill as an instance grows), and for commits that are on disk when they are acknowledged. The file is written anew at every start;
 * an operator's own settings go through ALTER SYSTEM, which outranks it.
 */

/** `none` gives up safety against a crash of the machine; for databases that live as long as a test run. */
export type Durability = 'full' | 'none'

export interface Settings {
  readonly port: number
  readonly durability: Durability
  /** Version of the programs, so that a server left behind by other ones is noticed. */
  readonly version: string
}

const TUNING: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // No socket: its path may be at most 107 bytes long, and TCP with a password serves every client.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '48MB',
  huge_pages: 'off',
  random_page_cost: '1.1',
  // Compiling a query takes longer than our queries do.
  jit: 'off',
  // Reading in the backend itself saves three worker processes; our working set is cached.
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '2',
  autovacuum_max_workers: '2',
  autovacuum_naptime: '20s',
  // Nobody replicates from this server, so the log need hold only what a recovery reads.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  wal_buffers: '4MB',
  min_wal_size: '64MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '10min',
  log_checkpoints: 'off',
  // LOG but not ERROR: a refused duplicate is our business, and the file must not grow with use.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
  password_encryption: 'scram-sha-256',
}

const WITHOUT_DURABILITY: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Several instances at a time, each with the connections of its own.
  max_connections: '200',
}

export function settingsText(settings: Settings): string {
  const values = {
    ...TUNING,
    ...(settings.durability === 'none' ? WITHOUT_DURABILITY : {}),
    port: String(settings.port),
  }
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${value}'`)
  return `# Written by Troupe at every start, for PostgreSQL ${settings.version}. Own settings: ALTER SYSTEM.\n${lines.join('\n')}\n`
}

/** Who may connect (`pg_hba.conf`): whoever knows the password, from this machine. */
export const ACCESS_TEXT = `# Written by Troupe at every start.
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
`

/** The port a settings text names, so that the next start can ask for the same one. */
export function portIn(text: string): number | null {
  const port = Number(/^port = '(\d+)'$/m.exec(text)?.[1] ?? Number.NaN)
  return Number.isInteger(port) ? port : null
}
