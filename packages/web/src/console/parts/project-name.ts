import type { Project } from '@troupe/contract'

/** As in a list of live and simulated ones. */
export function projectName({ name, kind }: Pick<Project, 'name' | 'kind'>): string {
  return kind === 'simulated' ? `${name} (simulated)` : name
}
