/** Rows made into leads to be, or into what is wrong with them. Pure. */
import { consentChannelSchema, type ConsentChannel, timezoneSchema } from '@troupe/contract'
import { InvalidError } from '../../../base/errors.ts'
import { contactColumns, identitiesIn, type ContactColumns } from '../contact.ts'
import type { CsvRow } from './csv-table.ts'

export interface LeadRow {
  readonly row: number
  readonly columns: ContactColumns
  readonly attributes: Readonly<Record<string, string>>
  readonly consents: readonly { readonly channel: ConsentChannel; readonly status: 'granted' | 'withdrawn' }[]
}

export interface RowFault {
  readonly row: number
  readonly column: string
  readonly message: string
}

const YES = new Set(['yes', 'y', 'true', '1', 'granted', 'opt-in', 'optin', 'subscribed', 'x', 'ja', 'sí', 'si', 'oui'])
const NO = new Set(['no', 'n', 'false', '0', 'withdrawn', 'opt-out', 'optout', 'unsubscribed', 'nein', 'non'])
const ATTRIBUTE_CHARACTERS_MOST = 1_000
const NAME_CHARACTERS_MOST = 160
/** As by the API. */
const ID_CHARACTERS_MOST = 200
const TAGS_MOST = 50

/** A row with a fault is no lead; its faults say all that is wrong with it. */
export function leadOfRow({ row, cells }: CsvRow, names: readonly string[], fields: readonly (string | null)[]): LeadRow | RowFault[] {
  const faults: RowFault[] = []
  const contact: Record<string, string> = {}
  const attributes: Record<string, string> = {}
  const consents: { channel: ConsentChannel; status: 'granted' | 'withdrawn' }[] = []
  const fault = (column: string, message: string): void => void faults.push({ row, column, message })
  if (cells.length > fields.length && cells.slice(fields.length).some((cell) => cell !== '')) fault('', `has ${cells.length} cells, and the first line names ${fields.length}`)
  for (const [place, field] of fields.entries()) {
    const cell = cells[place] ?? ''
    const column = names[place] ?? ''
    if (field === null || cell === '') continue
    if (field.startsWith('consent.')) {
      const said = cell.toLowerCase()
      const channel = consentChannelSchema.parse(field.slice('consent.'.length))
      if (YES.has(said)) consents.push({ channel, status: 'granted' })
      else if (NO.has(said)) consents.push({ channel, status: 'withdrawn' })
      else fault(column, `“${cell.slice(0, 40)}” is neither yes nor no`)
    } else if (field.startsWith('attributes.')) {
      if (cell.length > ATTRIBUTE_CHARACTERS_MOST) fault(column, `is longer than ${ATTRIBUTE_CHARACTERS_MOST} characters`)
      else attributes[field.slice('attributes.'.length)] = cell
    } else contact[field] = cell
  }
  const { firstName, lastName, name = [firstName, lastName].filter((part) => part !== undefined).join(' '), tags, ...rest } = contact
  if (name.length > NAME_CHARACTERS_MOST) fault(columnOf('name', names, fields), `is longer than ${NAME_CHARACTERS_MOST} characters`)
  if ((rest['externalId'] ?? '').length > ID_CHARACTERS_MOST) fault(columnOf('externalId', names, fields), `is longer than ${ID_CHARACTERS_MOST} characters`)
  if (rest['timezone'] !== undefined && !timezoneSchema.safeParse(rest['timezone']).success) fault(columnOf('timezone', names, fields), 'is no IANA zone such as Europe/London')
  const given = { ...rest, ...(name === '' ? {} : { name }), ...(tags === undefined ? {} : { tags: tags.split(/[,;|]/).map((tag) => tag.trim().slice(0, 60)).filter(Boolean).slice(0, TAGS_MOST) }) }
  const columns: ContactColumns = {}
  for (const [field, value] of Object.entries(given)) {
    try {
      Object.assign(columns, contactColumns({ [field]: value }))
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      fault(columnOf(field, names, fields), error.faults[0]?.message ?? error.message)
    }
  }
  if (faults.length === 0 && identitiesIn(columns).length === 0) fault('', 'says of nobody how they are reached: an e-mail address, a phone number or an id of your own is needed')
  return faults.length > 0 ? faults : { row, columns, attributes, consents }
}

function columnOf(field: string, names: readonly string[], fields: readonly (string | null)[]): string {
  return names[fields.indexOf(field)] ?? field
}
