/** A phone number as it is compared and dialled: E.164, such as +49301234567. WhatsApp's are written the same way. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { InvalidError } from '../../base/errors.ts'

const CHARACTERS_MOST = 60

/** Null where it is none that could be dialled from anywhere; a national one says not of which country. */
export function phoneNumber(given: string): string | null {
  if (given.length > CHARACTERS_MOST) return null
  const plain = given.normalize('NFKC').trim().replace(/^(?:whatsapp|tel|sms):/i, '').replace(/^00/, '+')
  const parsed = parsePhoneNumberFromString(plain)
  return parsed?.isValid() === true ? parsed.number : null
}

export const PHONE_FAULT = 'is no phone number that can be reached; write it with its country, such as +49 30 1234567'

/** `path`: where in the input it stands. */
export function neededPhone(given: string, path: string): string {
  const number = phoneNumber(given)
  if (number === null) throw new InvalidError(`“${given.slice(0, 60)}” ${PHONE_FAULT}.`, [{ path, message: PHONE_FAULT }])
  return number
}

/** Of a number in E.164: two letters (ISO 3166), or null where it belongs to none. */
export function phoneCountry(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null
}
