/** Where a new agent can act: in the world of its project, or on a site that the workspace has proved to be its own. */
import type { Project, Site } from '@troupe/contract'

/** As a choice: the project's own world. Sites stand for themselves, by id. */
export const OWN_WORLD = ''

export interface WhereOption {
  value: string
  label: string
  /** It is shown with why, and can't be chosen. */
  shut: boolean
}

type SiteToChoose = Pick<Site, 'id' | 'name' | 'origin' | 'state'>

/** `chosen` is among them also when its site has gone meanwhile: nobody is quietly sent elsewhere than they said. */
export function whereOptions(project: Pick<Project, 'name' | 'place'> | undefined, sites: readonly SiteToChoose[] | undefined, chosen: string): WhereOption[] {
  const own = { value: OWN_WORLD, label: project === undefined ? 'The project’s own world, here' : `Here, in the ${project.place} of ${project.name}`, shut: false }
  const outside = (sites ?? []).map(({ id, name, origin, state }) => {
    const host = new URL(origin).host
    const words = name === host ? name : `${name}, ${host}`
    const why = WHY_SHUT[state]
    return { value: id, label: why === null ? words : `${words} (${why})`, shut: why !== null }
  })
  const gone = sites !== undefined && chosen !== OWN_WORLD && !sites.some(({ id }) => id === chosen)
  return [own, ...outside, ...(gone ? [{ value: chosen, label: 'A site that is no longer among yours', shut: true }] : [])]
}

const WHY_SHUT: Readonly<Record<Site['state'], string | null>> = {
  proved: null,
  unproven: 'not proved to be yours yet',
  lost: 'its proof was lost',
  refused: 'belongs to a network of others',
}
