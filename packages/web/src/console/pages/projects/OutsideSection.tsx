/** The sites that a project's agents act on: how each stands, and what was done there. */
import type { Project, ProjectSite, SiteDeeds } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowUpRight } from 'lucide-react'
import { formatWhole } from '../../../design/number-format.ts'
import { projectDeedsPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { Facts, Section } from '../../parts/Page.tsx'
import { KIND_WORDS } from '../settings/sites/site-words.ts'
import { SiteMark } from '../settings/sites/SiteMark.tsx'
import { livesOutside } from './outside-words.ts'

const EVERY_MS = 10_000

export function OutsideSection({ project }: { project: Project }) {
  const { id, sites } = project
  const deeds = useQuery({ ...answerOf(projectDeedsPath(id), { everyMs: EVERY_MS }), enabled: sites.length > 0 }).data?.items
  if (sites.length === 0) return null
  return (
    <Section title={sites.length === 1 ? 'Its site' : 'Its sites'}>
      <ul className="flex flex-col gap-5">
        {sites.map((site) => <li key={site.id}><OneSite projectId={id} site={site} deeds={deeds?.find(({ siteId }) => siteId === site.id)} /></li>)}
      </ul>
      {livesOutside(project) && <p className="mt-3 text-12 text-pretty text-ink-faint">All its agents act there. What they do stands in the activity here; the posts themselves stand on the site alone.</p>}
    </Section>
  )
}

function OneSite({ projectId, site, deeds }: { projectId: string; site: ProjectSite; deeds: SiteDeeds | undefined }) {
  const figure = (count: number | undefined) => count === undefined ? '…' : formatWhole(count)
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2.5"><Link to="/settings/$section" params={{ section: 'sites' }} className="min-w-0 font-medium break-words hover:underline">{site.name}</Link><SiteMark site={site} className="text-12" /></p>
      <a href={site.origin} target="_blank" rel="noreferrer" className="inline-flex items-center gap-0.5 font-mono text-12 break-all text-accent hover:underline">{site.origin}<ArrowUpRight aria-hidden size={12} className="shrink-0" /></a>
      <Facts
        className="mt-2"
        facts={[
          ['Kind', KIND_WORDS[site.kind]],
          ['Agents', <Link key="agents" to="/fleet" search={{ projectId, siteId: site.id }} className="text-accent hover:underline">{formatWhole(site.agents)}</Link>],
          ['Posts', figure(deeds?.posts)],
          ['Comments', figure(deeds?.comments)],
          ['Likes', figure(deeds?.likes)],
          ...((deeds?.follows ?? 0) > 0 ? [['Follows', figure(deeds?.follows)] as const] : []),
        ]}
      />
    </>
  )
}
