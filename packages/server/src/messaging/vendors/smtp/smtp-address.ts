/** Where an SMTP address leads. Its query is not read: it could turn certificates off or name a proxy. */
import { isIP } from 'node:net'
import { ForbiddenAddressError } from '../../../base/guarded-fetch.ts'
import type { LookUp } from '../../../base/look-up.ts'
import { isPrivateAddress } from '../../../base/private-address.ts'

export interface SmtpAddress {
  readonly name: string
  readonly port: number
  /** TLS from the first byte. */
  readonly secure: boolean
  readonly user: string | null
  readonly password: string
}

const PORT_SECURE = 465
const PORT_STANDARD = 587

/** Throws `TypeError` for what is no address; it was checked when it was saved. */
export function smtpAddress(text: string): SmtpAddress {
  const url = new URL(text)
  const secure = url.protocol === 'smtps:'
  return {
    name: url.hostname.replace(/^\[(.*)\]$/, '$1'), secure, port: url.port === '' ? secure ? PORT_SECURE : PORT_STANDARD : Number(url.port),
    user: url.username === '' ? null : decodeURIComponent(url.username), password: decodeURIComponent(url.password),
  }
}

/** The address to connect to, checked: looked up once, so that another answer to its name gains nothing. */
export async function smtpHost(name: string, privateNetwork: boolean, lookUp: LookUp): Promise<string> {
  const addresses = isIP(name) === 0 ? await lookUp(name) : [name]
  const [first] = addresses
  if (first === undefined) throw Object.assign(new Error(`${name} has no address`), { code: 'ENOTFOUND' })
  if (!privateNetwork && addresses.some(isPrivateAddress)) throw new ForbiddenAddressError(name)
  return first
}
