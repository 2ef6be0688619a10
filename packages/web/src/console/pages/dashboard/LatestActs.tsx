import { Link } from '@tanstack/react-router'
import { Avatar } from '../../../design/Avatar.tsx'
import { useActivity } from '../../live/use-activity.ts'
import { ListTime } from '../../parts/ListTime.tsx'
import { Section } from '../../parts/Page.tsx'

const ROWS = 8

/** The newest acts, as they happen, of one project all its life: a fixed number of lines, so that nothing below moves. */
export function LatestActs({ project }: { project?: string }) {
  const { view: { buffer, first } } = useActivity({ kind: 'acted', projectId: project })
  const latest = buffer.shown.slice(0, ROWS)
  return (
    <Section title="Latest acts" aside={<Link to="/activity" search={project === undefined ? {} : { projectId: project }} className="text-12 text-accent hover:underline">All live activity</Link>}>
      {latest.length === 0 ? (
        <p className="text-ink-soft">{first.state === 'loading' ? 'Looking…' : first.state === 'failed' ? first.cause : 'Nobody has acted yet. Start some agents and their acts appear here.'}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line" style={{ minHeight: `${ROWS * 2.25}rem` }}>
          {latest.map(({ seq, agent, text, turnId, at }) => (
            <li key={seq}>
              <Link to="/turns/$turnId" params={{ turnId }} search={{ entry: String(seq) }} className="flex h-9 items-center gap-2.5 hover:bg-sunken">
                <Avatar name={agent.name} src={agent.avatarUrl} size={20} decorative />
                <span className="w-32 shrink-0 truncate font-medium max-sm:w-24">{agent.name}</span>
                <span className="min-w-0 flex-1 truncate text-ink-soft">{text}</span>
                <ListTime instant={at} className="shrink-0 text-12 text-ink-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
