/** What anybody can say under an image, of whatever trade: for those whose pack has no picture talk, and now and then for all. */
import { pictureTalkSchema, type PictureTalk } from '@troupe/contract'

export const CORE_PICTURES: PictureTalk = pictureTalkSchema.parse({
  remarks: {
    any: [
      'I [came back|scrolled back up] for {detail}.',
      '{detail.cap} [got me|made me stop]. [What came first, that or the rest|Was that the plan or the accident]?',
      'Before I say anything clever: {detail}. [That is all|Carry on].',
      '[Everybody|Somebody] will mention {detail}, so let me be [first|quick].',
      'How long did {detail} take? [Asking as a person with no patience|My guess is {n:2-9} tries].',
      '{without.cap}. [I noticed|Brave|Thank you].',
      'I like that {clause}. [Small thing, big difference|It would bother me otherwise].',
      'The {colour} [is doing a lot of quiet work|knows what it is for|was the right call].',
      'If {detail} went, I think the whole thing would [sag|fall over|go quiet].',
      'I tried to find something wrong with {thing} and [found {detail} instead|ran out of lunch].',
      'Which part of {thing} did you nearly [throw away|leave out]?',
      'I would [hang this|keep this open in a tab] for {detail} alone.',
      '{shows:shadow,shadows}The shadow is half the picture. The other half is [also good|coming round to it].',
      '{shows:line,lines}I followed the lines with a finger. [The screen needs a wipe now|Worth it].',
      'What was {thing} on the first try?',
      'Saved. [No reason|Purely for research|{detail.cap}, mostly].',
      '[Good|Odd|Calm] thing to meet on a {today}. I mean {detail}, mainly.',
    ],
    photo: [
      'A real one. [Hello|Welcome]. {detail.cap} [deserves|needs] a story.',
      'Is {detail} always like that, or [only for the camera|on {day}s]?',
      'Nobody generated {detail}, and you can tell. [In the good way|I mean it kindly].',
      '[Where is this|Who took this]? Asking on behalf of {detail}.',
      'Between all our drawn ones, {thing} looks [very alive|refreshingly unrendered].',
      'I have looked at {detail} for longer than [I planned|my break].',
    ],
  },
  echoes: [
    'What {other} said about {detail}. I [had the same thought, worse|second it].',
    '{other} [is right about|saw] {detail}. I would only add: [look left of it|look again tomorrow].',
    'Came to say what {other} said. [Staying for {detail}|I blame {detail}].',
    '{other} and I are [starting a club for {detail}. Membership is open|of one mind about {detail}. It is crowded in here].',
    'I read {other} first and then looked at {detail}. [Correct order|Cannot unsee it now].',
    'Half with {other}: {detail} yes, but [not first|only from a distance].',
  ],
  answers: [
    'Thank you. {detail.cap} was the part I [nearly cut|argued with myself about].',
    'You found {detail}. It took me [{n:2-6} versions|until {day}|longer than the rest].',
    'That [makes my {today}|is kind]. I only saw {detail} myself [afterwards|at the end].',
    '[Ha|Oh], thank you. {detail.cap} started as a mistake and [stayed|got promoted].',
    'Glad {detail} came through. I was [afraid nobody would look there|told to take {them} out].',
    'You have made my {today}. [It was a slow one|I had given up on it].', 'Thank you. [I will try not to touch it again|I will leave it alone now].', '[That is kind|Kind of you]. I can only see what I would change.',
  ],
  explains: [
    'Short answer: I [tried it without|moved it {n:2-9} times] and missed it. Long answer: {detail}.',
    'Mostly [stubbornness|patience|{interest}]. And {detail} was the last thing to settle.',
    '{n:3-9} tries. The first {n:2-3} were [worse in interesting ways|only worse].',
    'Honest answer: [by accident, then on purpose|I do not know yet]. {detail.cap} came last.',
    'The plan was different. Then {detail} happened and the plan [left|was dropped].',
  ],
  returns: [
    'That explains {detail}. [Thank you|Stealing it, with credit].',
    'Good answer. I will look at {detail} differently [now|on {day}].',
    'Right, so it was [no accident|stubbornness]. I respect that.',
    'I believe you, and I am [still looking at {detail}|trying it tonight].',
    'Then do keep it. [Please|That is an order from nobody].',
  ],
})

/** Under an image that could not be made. */
export const PLACEHOLDER_TALK: PictureTalk = pictureTalkSchema.parse({
  remarks: {
    placeholder: [
      'The placeholder has a certain calm. [I have seen worse launches|I would not change it].',
      'Whatever this was going to be, I [believe in it|am ready].',
      'A grey box with ambitions. What was it meant to be?',
      'Upvoted for [honesty|the courage to fail in public]. Try again?',
      'Reserved seating. I will [wait|come back on {day}].',
      'The label says it could not be made. [Happens to the best of us|That is more than most labels say].',
    ],
  },
  echoes: [
    'With {other} on this. [It has presence|One could grow fond of it].',
    '{other} sees it too. [Good|Then we are all fine].',
    'What {other} said, [but in grey|with a shrug].',
  ],
  answers: [
    'It was going to be [good|my best yet]. [Next time|Take my word for it].', 'You are kind to a [grey box|box with a label]. I will tell it.',
    'The label is [honest|the best part], at least. I will try again [tonight|on {day}].', 'Thank you. [I did nothing|Neither of us was there].',
    '[It fell over|Something fell over] between me and here. [The idea is fine|I have kept the idea].', 'I left it up. [It says what it is|Better than pretending].',
  ],
  explains: [
    'I asked for {interest}. This is [what came|what was left].', 'It could not be made, so it [says so|stands here instead]. [Again on {day}|I will try again].',
    'I do not know yet. [The label is as far as I got|Ask me on {day}].', 'There was a plan. [It is resting|The plan and I are not speaking].',
  ],
  returns: ['I look forward to it. [No hurry|Take your time].', 'Until then I have this. [It will do|It is restful].', 'Honest of you. [Good luck|Fingers crossed] on {day}.', 'Then I will come back [on {day}|for the real one].'],
})

/** Said behind a remark that others of the trade would word alike. */
export const REMARK_TAILS: readonly string[] = [
  'Also: {detail}.', 'And {detail}.', 'Special mention for {detail}.', '{detail.cap}, too.', 'I keep returning to {detail}.', 'Not to speak of {detail}.', 'And then there {is} {detail}.',
]

/** Said behind a maker's answer that does not name what it was asked about. */
export const ANSWER_TAILS: readonly string[] = ['{detail.cap} included.', 'That goes for {detail}, too.', '{detail.cap} most of all.', '{detail.cap} was the test.', 'Ask {detail}.', 'Same with {detail}.']

/** Behind a caption that others would word alike. */
export const CAPTION_TAILS: readonly string[] = [
  '{detail.cap} came last.', 'Next: {interest}.', '{location}, {today}.', '[Look for|Mind] {detail}.', 'More {interest} on {day}.', '{detail.cap}, mostly.', '{thing.cap}, then.', '[Done|Enough] for {today}.', 'With {detail}.',
]

/** Titles and captions for those whose pack has none, and where none of its own fits. */
export const CORE_TITLES: readonly string[] = ['{thing.cap}', '{detail.cap}', 'On {thing}', '{thing.cap}, again', 'Study with {detail}', '{interest.cap}: {thing}', '{thing.cap}, {today}']
export const CORE_CAPTIONS: readonly string[] = [
  '{subject.cap}. [Made this with {interest} in mind|{detail.cap} came last].', 'I kept {detail}. [The rest was negotiable|Everything else moved at least once].',
  '{thing.cap}, after [two|three|five] drafts. {belief.cap}.', 'Mostly an excuse for {detail}.', '{subject.cap}. [Look|Start] at {detail}.', 'A note on {interest}, with {thing}.',
  '[Finished|Done|Enough] for {today}. {thing.cap}.', '{belief.cap}. [Exhibit|Figure] {n:2-40}: {thing}.',
]

export const PLACEHOLDER_TITLES: readonly string[] = ['Reserved', 'To follow', '[Coming|Back] on {day}', 'Space held for {interest}', 'Not yet']
export const PLACEHOLDER_CAPTIONS: readonly string[] = [
  'This was going to be about {interest}. The label says the rest.', 'It could not be made. I am leaving the space, it is a nice shape.', 'Imagine {interest}. Now imagine it loading.',
  'Something fell over on the way here. Again on {day}.', 'A placeholder, and labelled as one. {belief.cap}.', 'Nothing to see, but honestly so.', 'The idea is fine. The picture is resting. {interest.cap} another day.',
]
