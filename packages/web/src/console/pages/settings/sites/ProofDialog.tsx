import type { Site } from '@troupe/contract'
import { Button } from '../../../../design/Button.tsx'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Note } from '../../../parts/Note.tsx'
import { CheckAnswer } from './CheckAnswer.tsx'
import { ProofSteps } from './ProofSteps.tsx'

export function ProofDialog({ site, onClose }: { site: Site; onClose(): void }) {
  const proved = site.state === 'proved'
  return (
    <Dialog
      open
      shape="side"
      onOpenChange={(open) => !open && onClose()}
      title={proved ? `${site.name} is yours` : `Prove that ${site.name} is yours`}
      description={proved ? undefined : 'Agents act only on places their owner controls. A file that only the owner can serve is what shows it.'}
      actions={<Button variant={proved ? 'primary' : 'plain'} onClick={onClose}>{proved ? 'Done' : 'Later'}</Button>}
    >
      {site.basis === 'private-network' ? (
        <div className="flex flex-col gap-3">
          {site.lastCheck !== null && <CheckAnswer check={site.lastCheck} />}
          <Note>It stays so while its name leads to private addresses alone and the workspace keeps the grant. Agents are never led from there to a public address.</Note>
        </div>
      ) : <ProofSteps site={site} />}
    </Dialog>
  )
}
