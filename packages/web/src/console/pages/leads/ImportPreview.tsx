import type { ImportResult } from '@troupe/contract'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { Select } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { fieldOptions, LEFT_OUT } from './import-fields.ts'

const FAULTS_SHOWN = 50

export function ImportPreview({ preview: { columns, rows, created, updated, suppressed, faults, sample }, onMap }: { preview: ImportResult; onMap(column: string, field: string): void }) {
  const faultyRows = new Set(faults.map(({ row }) => row)).size
  return (
    <>
      <p className="text-13">
        Of {counted(rows, 'row', 'rows')}, <strong>{formatWhole(created)}</strong> would be new leads and <strong>{formatWhole(updated)}</strong> are known already and would be brought up to date.
        {suppressed > 0 && ` ${counted(suppressed, 'address stands', 'addresses stand')} on the suppression list: they are taken in, and never written to there.`}
      </p>
      <section>
        <h3 className="mb-1.5 font-medium">Columns</h3>
        <ul className="divide-y divide-line border-y border-line">
          {columns.map(({ name, field }) => (
            <li key={name} className="flex items-center gap-3 py-1.5">
              <span className="min-w-0 flex-1 truncate font-mono text-12" title={name}>{name}</span>
              <Select aria-label={`What the column ${name} is`} value={field ?? LEFT_OUT} onChange={({ target }) => onMap(name, target.value)} className="w-52">
                {optionsWith(name, field).map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
              </Select>
            </li>
          ))}
        </ul>
      </section>
      {faults.length > 0 && (
        <Note tone="wait">
          <p>{counted(faultyRows, 'row is', 'rows are')} left out until mended in the file:</p>
          <ul aria-label="What is wrong" className="mt-1 max-h-48 list-disc overflow-y-auto pl-4">
            {faults.slice(0, FAULTS_SHOWN).map(({ row, column, message }) => <li key={`${row} ${column} ${message}`}>Row {row}, <code className="text-12">{column}</code>: {message}</li>)}
          </ul>
          {faults.length > FAULTS_SHOWN && <p>and {formatWhole(faults.length - FAULTS_SHOWN)} more</p>}
        </Note>
      )}
      {sample.length > 0 && (
        <section>
          <h3 className="mb-1.5 font-medium">As they would be read</h3>
          <ul className="divide-y divide-line border-y border-line text-12">
            {sample.map((lead, place) => (
              <li key={place} className="flex flex-wrap gap-x-3 py-1.5">
                <span className="font-medium">{lead.name ?? lead.email ?? lead.phone ?? 'no name'}</span>
                {[lead.email, lead.phone, lead.whatsapp].filter((each) => each != null && each !== lead.name).map((each) => <span key={each} className="text-ink-soft">{each}</span>)}
                {(lead.tags ?? []).map((tag) => <span key={tag} className="rounded-full bg-sunken px-2 text-ink-soft">{tag}</span>)}
                {(lead.consents ?? []).map(({ channel, status }) => <span key={channel} className="text-ink-faint">{channel}: {status}</span>)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** What the server took a column for stays offered, known here or not. */
function optionsWith(column: string, field: string | null): { value: string; label: string }[] {
  const options = fieldOptions(column)
  return field === null || options.some(({ value }) => value === field) ? options : [...options, { value: field, label: field }]
}
