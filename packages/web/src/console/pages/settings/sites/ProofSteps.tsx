import type { Site } from '@troupe/contract'
import { ScanSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import { Verbatim } from '../../../parts/Fold.tsx'
import { ActButton } from '../../../parts/ActButton.tsx'
import { Note } from '../../../parts/Note.tsx'
import { CheckAnswer } from './CheckAnswer.tsx'
import { useCheck } from './use-check.ts'

/** How a site is proved, and how far that has come. */
export function ProofSteps({ site }: { site: Site }) {
  const check = useCheck(site.id)
  const waiting = check.waitSeconds > 0 ? `A site is looked at once a minute at most. ${check.waitSeconds} s to go.` : null
  return (
    <ol className="flex flex-col gap-5">
      <Step number={1} title="Copy the file">
        <Verbatim text={site.proof.file.trimEnd()} copies="file" />
        <p className="mt-1.5 text-12 text-pretty text-ink-faint">
          Is there such a file already, for another workspace? Add the line to its list. If your pages show which accounts are automated, add <code>"showsAutomatedFlag": true</code> beside the list;
          otherwise each post says so in its last line.
        </p>
      </Step>
      <Step number={2} title="Serve it from your site">
        <Verbatim text={site.proof.url} copies="address" />
        <p className="mt-1.5 text-12 text-pretty text-ink-faint">Exactly there, over https, open to everybody, without a redirect. Leave it in place: it is looked at every day.</p>
      </Step>
      <Step number={3} title="Let it be checked">
        <div className="flex flex-col items-start gap-3">
          <ActButton variant={site.state === 'proved' ? 'plain' : 'primary'} refused={waiting} disabled={check.busy} onClick={() => void check.run()}>
            <ScanSearch size={15} aria-hidden />{check.busy ? 'Checking…' : check.waitSeconds > 0 ? `Check again in ${check.waitSeconds} s` : 'Check now'}
          </ActButton>
          {check.failure !== null && <Note tone="bad" className="w-full">{check.failure}</Note>}
          {site.lastCheck !== null && !check.busy && <div className="w-full"><CheckAnswer check={site.lastCheck} /></div>}
        </div>
      </Step>
    </ol>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span aria-hidden className="tabular grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-12 font-semibold text-accent">{number}</span>
      <div className="min-w-0 flex-1">
        <h3 className="mb-1.5 pt-0.75 text-13 font-semibold">{title}</h3>
        {children}
      </div>
    </li>
  )
}
