/** An e-mail address as it is compared and stored: lower case, nothing around it, its domain in ASCII. */
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { InvalidError } from '../../base/errors.ts'

/** RFC 5321, 4.5.3.1.3. */
const CHARACTERS_MOST = 254
const shape = z.email()

/** Null where it is none. */
export function emailAddress(given: string): string | null {
  const plain = given.normalize('NFKC').trim().replace(/^mailto:/i, '')
  const at = plain.lastIndexOf('@')
  const domain = at < 1 ? '' : domainToASCII(plain.slice(at + 1))
  if (domain === '') return null
  const address = `${plain.slice(0, at)}@${domain}`.toLowerCase()
  return address.length <= CHARACTERS_MOST && shape.safeParse(address).success ? address : null
}

export const EMAIL_FAULT = 'is no e-mail address; write it as name@example.org'

/** `path`: where in the input it stands. */
export function neededEmail(given: string, path: string): string {
  const address = emailAddress(given)
  if (address === null) throw new InvalidError(`“${given.slice(0, 80)}” ${EMAIL_FAULT}.`, [{ path, message: EMAIL_FAULT }])
  return address
}
