/**
 * What the standard workflow says to leads, of the creator's main offer: in words of its own description and at its price, since a
 * general promise beside one offer is read as said of it. In the creator's name and not as the creator: a line under each message
 * says who writes. What is not known is left out with its sentence.
 */
import { shownMoney } from '../../base/currency.ts'
import type { GoalBrief } from './goal-brief.ts'

export interface Words {
  readonly subject: string
  readonly text: string
}

const ABOUT_CHARACTERS_MOST = 200

/** `letter` has paragraphs; `note` is for a phone. */
export function standardWords({ creator }: GoalBrief, shape: 'letter' | 'note'): Readonly<Record<'near' | 'warm' | 'again', Words>> {
  const [product] = creator.products
  const offer = product?.name ?? `what ${creator.name} offers`
  const about = product === undefined ? firstSentence(creator.profile?.summary ?? '') : firstSentence(product.description)
  const price = product?.priceMinor == null ? '' : product.priceMinor === 0 ? 'It is free.' : `It is ${shownMoney(product.priceMinor, product.currency).replace(/\.00$/, '')}.`
  const page = (words: string): string => (product?.url == null ? '' : `${words}: {url}`)
  const said = (first: readonly string[], ...rest: readonly (readonly string[])[]): string => {
    // A note goes on in the line of its greeting, and so in small letters.
    const paragraphs = [['Hi {name},'], shape === 'letter' ? first : first.map((sentence, place) => (place === 0 ? inSmallLetters(sentence) : sentence)), ...rest]
    return paragraphs.map((sentences) => sentences.filter((one) => one !== '').join(' ')).filter((one) => one !== '').join(shape === 'letter' ? '\n\n' : ' ')
  }
  return {
    near: {
      subject: `${offer}: is it the right thing for you?`,
      text: said([`You have had a good look at what {creator} does, so here is ${offer} in a few words.`, about, price], ['What would you want to have at the end of it? Answer with a line, and we can see whether it fits.'], [page('If you would rather go ahead')]),
    },
    warm: {
      subject: `A good place to start: ${offer}`,
      text: said(['Thank you for looking in on {creator}’s page.', `If you look at one thing more, make it ${offer}.`, about, price], [page('You find it here')], ['Questions are welcome, as an answer to this message.']),
    },
    again: {
      subject: `Still thinking about ${offer}?`,
      text: said([`In case ${offer} got lost between other things: it is still open.`, page('It is here')], ['If something holds you back, say what it is; often that is quickly answered. And if now is not the moment, there is nothing you need to do.']),
    },
  }
}

/** With its full stop; descriptions are often written without one. */
function firstSentence(words: string): string {
  const first = words.trim().split(/(?<=[.!?…])\s/)[0] ?? ''
  if (first === '' || first.length > ABOUT_CHARACTERS_MOST) return ''
  return /[.!?…]$/.test(first) ? first : `${first}.`
}

function inSmallLetters(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
