/** Requests a second from 32 connections: by wrk where it is installed, else by a process of ours, which takes more of the machine. */
import { execFile, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

export const CONNECTIONS = 32

const hasWrk = spawnSync('wrk', ['--version']).error === undefined

export async function requestsPerSecond(url: string, seconds: number): Promise<number> {
  if (!hasWrk) return ownLoad(url, seconds)
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, url])
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} refused some requests:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

async function ownLoad(url: string, seconds: number): Promise<number> {
  const child = fork(new URL('own-load.ts', import.meta.url), [url, String(seconds)])
  const [perSecond] = await once(child, 'message') as [number]
  return perSecond
}
