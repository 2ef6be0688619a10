/** Packs out to a file and in from one. */
import type { PackDetail, Problem } from '@troupe/contract'
import { ApiError } from '../../../api/request.ts'
import { sessionHeaders } from '../../data/session.ts'
import { packPath } from '../../data/addresses.ts'
import { saveFile } from '../../parts/save-chart.ts'

/** A bundle of YAML documents, as the export writes it. What is wrong is told by file, line and column. */
export async function importPack(file: File): Promise<PackDetail> {
  const response = await fetch('/api/archetypes/import', {
    method: 'POST', credentials: 'same-origin', headers: { ...sessionHeaders(), accept: 'application/json', 'content-type': 'application/yaml' }, body: await file.text(),
  })
  if (!response.ok) {
    const problem = await response.json().catch(() => null) as Problem | null
    const faults = problem?.faults?.slice(0, 4).map(({ path, message }) => [path, message].filter((part) => part !== '').join(' ')).join('\n')
    if (faults !== undefined && faults !== '') throw new Error(faults)
    throw new ApiError(response.status, problem)
  }
  return await response.json() as PackDetail
}

export async function exportPack(id: string): Promise<void> {
  const response = await fetch(`${packPath(id)}/export`, { credentials: 'same-origin', headers: sessionHeaders() })
  if (!response.ok) throw new ApiError(response.status, await response.json().catch(() => null) as Problem | null)
  saveFile(await response.blob(), `${id}.pack.yaml`)
}
