/** What makes this run again, to the byte; and how its files were read. */
import type { Simulation } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { formatWhole } from '../../../../design/number-format.ts'
import { Ago } from '../../../parts/Ago.tsx'
import { Fold, Verbatim } from '../../../parts/Fold.tsx'
import { Facts, Section } from '../../../parts/Page.tsx'
import { wakeWords } from '../../projects/wake-words.ts'
import { forkWords, longWords, momentWords, populationWords, recommenderWords } from '../data/simulation-words.ts'
import { importOf, type ImportReport } from './import-report.ts'

export function RunInputs({ run }: { run: Simulation }) {
  const report = importOf(run.id)
  return (
    <div className="grid max-w-5xl gap-x-12 gap-y-8 lg:grid-cols-2">
      <Section title="Repeat it" className="lg:col-span-2">
        <p className="mb-2 max-w-[65ch] text-pretty text-ink-soft">The same inputs and seed give the same journal, on any machine. On the command line:</p>
        <Verbatim text={run.command} copies="command" />
        <Facts
          className="mt-3"
          facts={[
            ['Journal SHA-256', run.journalSha256 === null ? 'told once it is done' : <span key="hash" className="font-mono text-12 break-all">{run.journalSha256}</span>],
            ['Journal', run.journalBytes === null ? '–' : `${formatWhole(run.journalBytes)} bytes`],
          ]}
        />
      </Section>
      <Section title="Inputs">
        <Facts
          facts={[
            ['Population', populationWords(run)],
            ['Follows at the start', run.graph === null ? run.population.kind === 'pack' ? 'none' : 'as the files say' : <code key="graph" className="font-mono text-12 break-all">{run.graph}</code>],
            ['Simulates', `${longWords(run)}, from ${momentWords(run.from)} UTC`],
            ['Waking', wakeWords(run.wake)],
            ['Recommender', recommenderWords(run)],
            ['Decides by', run.brains],
            ['Model', run.model === 'rehearsal' ? 'rehearsal: code, no AI model' : `${run.model}, ${formatWhole(run.concurrency)} at once`],
            ['Seed', <code key="seed" className="font-mono text-12">{run.seed}</code>],
            ['Seed of the people', <code key="people" className="font-mono text-12">{run.peopleSeed}</code>],
            ['Begun', <Ago key="made" instant={run.createdAt} />],
            ['Folder', <code key="folder" className="font-mono text-12 break-all">{run.id}</code>],
          ]}
        />
      </Section>
      {run.forks.length > 0 && (
        <Section title="Branchings">
          <ol className="flex flex-col gap-3">
            {run.forks.map((fork, place) => (
              <li key={place} className="min-w-0">
                <p>{place === run.forks.length - 1 && run.parent !== null ? <>Left <Link to="/simulations/runs/$simulationId" params={{ simulationId: run.parent }} className="text-accent hover:underline">{run.parent}</Link> </> : 'Left its parent '}{forkWords({ forks: [fork] }, run.from)}{fork.seed === null ? '' : <>, with the seed <code className="font-mono text-12">{fork.seed}</code></>}.</p>
                {fork.changes === null ? <p className="text-12 text-ink-faint">Nothing was changed.</p> : <div className="mt-1"><Verbatim text={fork.changes.trim()} copies="changes" /></div>}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {run.timeline !== null && <Section title="Interventions"><Verbatim text={run.timeline.trim()} copies="interventions" /></Section>}
      {report !== null && <ImportSection report={report} />}
    </div>
  )
}

function ImportSection({ report: { mapping, oddities, odditiesTotal } }: { report: ImportReport }) {
  return (
    <Section title="How the files were read" className="lg:col-span-2">
      <ul className="divide-y divide-line border-y border-line">
        {mapping.map(({ file, from, to, note }) => (
          <li key={`${file}/${from}`} className="grid gap-x-4 py-1.5 sm:grid-cols-[10rem_9rem_1fr]">
            <span className="truncate font-mono text-12">{from}</span>
            <span className={to === null ? 'text-ink-faint' : ''}>{to === null ? 'left out' : `→ ${to}`}</span>
            <span className="text-ink-soft">{note}</span>
          </li>
        ))}
      </ul>
      {odditiesTotal > 0 && (
        <div className="mt-3">
          <Fold label={`${formatWhole(odditiesTotal)} oddities, and what was done about each`} open={odditiesTotal < 8}>
            <ul className="flex flex-col gap-1">
              {oddities.map(({ file, row, problem, whatWasDone }) => <li key={`${file}/${row}/${problem}`}><span className="tabular text-ink-faint">{file}, row {row}:</span> {problem}; {whatWasDone}</li>)}
            </ul>
          </Fold>
        </div>
      )}
    </Section>
  )
}
