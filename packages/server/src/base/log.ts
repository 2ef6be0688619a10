/** Structured logs: one JSON object a line on standard error, so that standard output stays free for results. */
import { pino, type Logger } from 'pino'

export type Log = Logger
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** Never written, wherever they turn up in a logged object. */
const REDACTED = ['*.password', '*.apiKey', '*.token', '*.accessToken', 'req.headers.authorization', 'req.headers.cookie']

export function createLog(level: LogLevel): Log {
  return pino({ level, redact: REDACTED, base: null }, pino.destination({ dest: 2, sync: false }))
}

export const silentLog: Log = pino({ level: 'silent' })
