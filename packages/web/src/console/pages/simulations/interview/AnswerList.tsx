import type { SimulationAnswers } from '@troupe/contract'
import { FileDown } from 'lucide-react'
import { Button } from '../../../../design/Button.tsx'
import { counted, formatShare } from '../../../../design/number-format.ts'
import { plainName } from '../../../parts/action-words.ts'
import { csvOf } from '../../../parts/plot/plot-rows.ts'
import { saveFile } from '../../../parts/save-chart.ts'
import { momentWords } from '../data/simulation-words.ts'
import { answerRows, byQuestion, type AskedQuestion, type SimulatedAnswer } from './answer-rows.ts'

/** Answers by question; of choices and scales first how many gave which. */
export function AnswerList({ answers: { answers }, fileName }: { answers: SimulationAnswers; fileName: string }) {
  const [first] = answers
  if (first === undefined) return <p className="text-ink-soft">Nobody was asked: there is nobody of that kind.</p>
  const people = new Set(answers.map(({ username }) => username)).size
  const silent = answers.filter(({ answer }) => answer === null).length
  return (
    <section aria-label="Answers">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="text-12 text-ink-faint">
          {counted(people, 'person', 'people')} as of <time dateTime={first.at} className="tabular">{momentWords(first.at)}</time>{silent > 0 && `; ${counted(silent, 'answer is', 'answers are')} missing`}. Words by {first.generator === 'rehearsal' ? 'the rehearsal model, code and no AI model' : first.generator ?? 'nobody'}.
        </p>
        <Button size="small" onClick={() => saveFile(new Blob([csvOf(answerRows(answers))], { type: 'text/csv' }), `${fileName}.csv`)}><FileDown size={14} aria-hidden />CSV</Button>
      </div>
      <div className="flex flex-col gap-8">{byQuestion(answers).map((asked) => <Asked key={asked.ask} asked={asked} />)}</div>
    </section>
  )
}

function Asked({ asked: { ask, answers, tally, mean } }: { asked: AskedQuestion }) {
  const total = tally.reduce((sum, { count }) => sum + count, 0)
  return (
    <section>
      <h3 className="mb-1 text-14 font-semibold break-words">{ask}</h3>
      {tally.length > 0 && (
        <dl className="tabular mb-2 grid max-w-md grid-cols-[minmax(3rem,auto)_1fr_auto] items-center gap-x-3 gap-y-1 text-12">
          {tally.map(({ what, count }) => (
            <div key={what} className="contents">
              <dt className="truncate">{what}</dt>
              <dd className="h-2 rounded-full bg-series-1" style={{ width: `${Math.max(2, count / total * 100)}%` }} />
              <dd className="text-ink-faint">{count} · {formatShare(count / total)}</dd>
            </div>
          ))}
          {mean !== null && <div className="col-span-3 text-ink-faint">{mean.toFixed(2)} on average</div>}
        </dl>
      )}
      <ol className="divide-y divide-line border-y border-line">{answers.map((given) => <Given key={given.username} given={given} />)}</ol>
    </section>
  )
}

function Given({ given: { username, archetype, answer, fault } }: { given: SimulatedAnswer }) {
  const mark = answer === null ? null : answer.choice ?? answer.value
  return (
    <li className="grid gap-x-4 py-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <p className="min-w-0"><span className="block truncate font-medium">@{username}</span>{archetype !== null && <span className="block truncate text-12 text-ink-faint">{plainName(archetype)}</span>}</p>
      <div className="min-w-0">
        {mark !== null && <p className="tabular font-semibold">{mark}</p>}
        {answer === null ? <p className="text-bad">No answer: {fault}</p> : <p className="max-w-[65ch] break-words whitespace-pre-wrap">{answer.text}</p>}
      </div>
    </li>
  )
}
