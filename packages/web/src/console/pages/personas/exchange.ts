/** Personas out to a file and in from one. */
import { toast } from 'sonner'
import { ApiError } from '../../../api/request.ts'
import type { Problem } from '@troupe/contract'
import type { Imported } from '../../data/addresses.ts'
import { causeOf, refresh } from '../../data/api.ts'
import { sessionHeaders } from '../../data/session.ts'
import { saveFile } from '../../parts/save-chart.ts'

export type ExchangeFormat = 'json' | 'csv'

export async function exportPersonas(format: ExchangeFormat): Promise<void> {
  try {
    const response = await fetch(`/api/personas/export?format=${format}`, { credentials: 'same-origin', headers: sessionHeaders() })
    if (!response.ok) throw await failureOf(response)
    saveFile(await response.blob(), `personas.${format}`)
  } catch (error) {
    toast.error(`The export failed. ${causeOf(error)}`)
  }
}

/** The file goes as it is: the server reads it, takes the good rows, and says by row and column what is wrong with the others. */
export async function importPersonas(file: File, format: ExchangeFormat): Promise<Imported> {
  const response = await fetch(`/api/personas/import?format=${format}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { ...sessionHeaders(), accept: 'application/json', 'content-type': format === 'csv' ? 'text/csv' : 'application/json' },
    body: file,
  })
  if (!response.ok) throw await failureOf(response)
  const made = await response.json() as Imported
  await refresh('/api/personas')
  return made
}

export function formatOf(fileName: string): ExchangeFormat {
  return /\.csv$/i.test(fileName) ? 'csv' : 'json'
}

async function failureOf(response: Response): Promise<ApiError> {
  const problem = await response.json().catch(() => null) as Problem | null
  return new ApiError(response.status, problem)
}
