/** The addresses a host has, as the system's resolver knows them. */
import { lookup } from 'node:dns/promises'

/** IP addresses in their usual spelling; rejects where the name has none. */
export type LookUp = (hostname: string) => Promise<readonly string[]>

export const systemLookUp: LookUp = async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address)
