/** What a creator sells: agents name these, link to them and ask money for them. */
import { productChangeSchema, productDraftSchema, type Creator, type Product } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { ArrowUpRight, Package, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { formatMinor } from '../../../design/number-format.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { CREATORS, productPath, PRODUCTS, productsPath } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, Switch, TextArea, TextInput } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { MoneyField } from './MoneyField.tsx'

export function ProductsTab({ creator }: { creator: Creator }) {
  const products = useQuery(answerOf(productsPath(creator.id)))
  const operator = useMay('operator')
  const [editing, setEditing] = useState<Product | 'new' | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const ask = (product: Product) => setQuestion({
    title: `Delete “${product.name}”?`,
    consequence: ['Agents no longer name it. Payment links and messages that were sent stay as they are; to stop selling it for a while, switch it off instead.'],
    confirm: 'Delete the product',
    danger: true,
    act: async () => {
      await send('DELETE', productPath(product.id))
      await refresh(PRODUCTS, CREATORS)
      toast.success(`“${product.name}” is deleted.`)
    },
  })
  return (
    <div className="max-w-3xl">
      <Answer query={products} what="the products">
        {({ items }) => items.length === 0 ? (
          <EmptyState icon={<Package size={22} />} title="No products yet" action={operator && <Button variant="primary" onClick={() => setEditing('new')}>Add a product</Button>}>What {creator.name} sells, with a price and an address. Agents name them, and payment links are made for them.</EmptyState>
        ) : (
          <>
            {operator && <div className="mb-3 flex justify-end"><Button size="small" variant="primary" onClick={() => setEditing('new')}><Plus size={14} aria-hidden />Add a product</Button></div>}
            <ul className="divide-y divide-line border-y border-line">
              {items.map((product) => (
                <li key={product.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                  <span className="min-w-44 flex-1">
                    {operator ? <button type="button" onClick={() => setEditing(product)} className="text-left font-medium hover:underline">{product.name}</button> : <span className="font-medium">{product.name}</span>}
                    {!product.active && <span className="ml-2 rounded-full bg-sunken px-1.5 text-12 text-ink-soft">not sold now</span>}
                    {product.description !== '' && <span className="block truncate text-12 text-ink-faint">{product.description}</span>}
                  </span>
                  <span className="text-12 text-ink-faint">{product.kind}</span>
                  {product.url !== null && <a href={product.url} target="_blank" rel="noreferrer" className="inline-flex items-center gap-0.5 text-12 text-ink-faint hover:text-ink hover:underline">page<ArrowUpRight aria-hidden size={12} /></a>}
                  <span className="tabular w-24 text-right">{product.priceMinor === null ? <span className="text-ink-faint">no fixed price</span> : formatMinor(product.priceMinor, product.currency)}</span>
                  {operator && <Button size="small" variant="quiet" aria-label={`Delete ${product.name}`} title="Delete…" onClick={() => ask(product)}><Trash2 size={14} aria-hidden /></Button>}
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
      {editing !== null && <ProductDialog creator={creator} product={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}

interface Values { name: string; description: string; kind: string; priceMinor: number | null; currency: string; url: string; active: boolean }

function ProductDialog({ creator, product, onClose }: { creator: Creator; product: Product | null; onClose(): void }) {
  const shape = useMemo(() => ({ url, ...rest }: Values) => ({ ...rest, url: url.trim() === '' ? null : url.trim(), ...(product === null ? { creatorId: creator.id } : {}) }), [creator.id, product])
  const form = useForm({
    schema: product === null ? productDraftSchema : productChangeSchema,
    initial: product === null ? { name: '', description: '', kind: 'service', priceMinor: null, currency: creator.currency, url: '', active: true } as Values : { ...product, url: product.url ?? '' } as Values,
    shape: (values: Values) => shape(pick(values)),
    keepAs: `product.${product?.id ?? creator.id}`,
    send: async (_whole, values) => {
      await (product === null ? send('POST', PRODUCTS, shape(pick(values))) : send('PATCH', productPath(product.id), shape(pick(values))))
      await refresh(PRODUCTS, CREATORS)
      toast.success(product === null ? 'Added.' : 'Saved.')
      onClose()
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={product === null ? 'Add a product' : product.name}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Saving…' : product === null ? 'Add it' : 'Save changes'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Name" fault={faultOf('name')}><TextInput autoFocus value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
        <Field label="Description" fault={faultOf('description')}><TextArea value={values.description} onChange={({ target }) => set({ description: target.value })} onBlur={() => touch('description')} /></Field>
        <div className="grid grid-cols-[1fr_5rem_1fr] gap-3">
          <Field label="Price" hint="Empty: no fixed price." fault={faultOf('priceMinor')}><MoneyField minor={values.priceMinor} currency={values.currency} onMinor={(priceMinor) => set({ priceMinor })} /></Field>
          <Field label="Currency" fault={faultOf('currency')}><TextInput value={values.currency} maxLength={3} onChange={({ target }) => set({ currency: target.value.toUpperCase() })} onBlur={() => touch('currency')} /></Field>
          <Field label="Kind" hint="service, course, session…" fault={faultOf('kind')}><TextInput value={values.kind} onChange={({ target }) => set({ kind: target.value })} onBlur={() => touch('kind')} /></Field>
        </div>
        <Field label="Address" hint="Where it can be seen and bought." fault={faultOf('url')}><TextInput type="url" value={values.url} placeholder="https://" onChange={({ target }) => set({ url: target.value })} onBlur={() => touch('url')} /></Field>
        <label className="flex items-center justify-between gap-3"><span className="font-medium">Sold now</span><Switch label="Sold now" checked={values.active} onChange={(active) => set({ active })} /></label>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

/** What the form holds of a product, and nothing of its ids. */
function pick({ name, description, kind, priceMinor, currency, url, active }: Values): Values {
  return { name, description, kind, priceMinor, currency, url, active }
}
