/**
 * The speech of those who were given none: people imported with interests and beliefs only, packs without speech.
 * It talks of interests, beliefs and knowledge; its word lists and small frames also stand behind every pack's.
 */
import { speechSchema, type Speech } from '@troupe/contract'

export const CORE_SPEECH: Speech = speechSchema.parse({
  views: {
    any: {
      stance: 0,
      takes: [
        '[Most people|Too many people|We all] [rush|skip|underrate] the slow part of {subject}, and the slow part is where it [happens|gets good|turns into yours].',
        'The [boring|unglamorous|dull] half of {subject} is [at least|easily|about] {n:55-90} percent of it. [Nobody tells you that|I wish somebody had said so|That is not a complaint].',
        'I have [changed my mind|gone back and forth|been wrong] about {subject} {n:2-6} times, and the last time was [a {day}|over lunch|this {month}].',
        '{subject.cap} [{is} better|{does} better] with fewer opinions and more [hours|patience|notes on paper].',
        'Show me how somebody treats {subject} on a [bad|slow|wet] {day} and I know [enough|how it ends|whom to ask].',
        'What I keep [coming back to|circling|scribbling down] with {subject}: [the first idea|the small version|the ugly draft] [was fine|had something|did not need the other {n:7-40}].',
        '[Three|Five|Eleven] [tries|evenings|cups of tea] into {subject} and the [note|verdict|finding] so far is "do less, [later|slower|again]".',
        'My [first|last] teacher in {subject} said one useful thing in a year, and it was "[stop|again|look]".',
        'I put {subject} away for {n:2-9} months. [Nothing was lost|My hands remembered|It had waited], which I had not expected.',
        'You can tell who is in {subject} for the love of it: they [know where it hurts|have a box of failures|never say "simply"].',
        'If I could keep one thing about {subject}, it would be the [quiet before|mess in the middle|minute after].',
        'A {day} rule: no {subject} before [breakfast|the washing-up|I know why]. [Broken twice|Kept so far|It helps].',
        'I envy people who are [new to|bad at|in no hurry with] {subject}. They still [see it|laugh|have the good part ahead].',
        'Everything I make goes through {subject} in the end, [even lunch|whether it should or not|and comes out shorter].',
        'The oldest thing I own for {subject} is {n:8-40} years old and [works best|smells of school|has never needed an update].',
        'There are two kinds of advice about {subject}: the kind that [sells|travels well] and the kind that [helps|takes an hour].',
      ],
    },
  },
  lists: {
    passingFacts: [
      '{subject} {is} harder than [anybody admits|the pictures suggest]', 'everybody has an opinion on {subject} and {n:2-9} people have a plan',
      'nobody ever finds time for {subject} on a {day}', 'half of what is written about {subject} was copied from the other half',
      'the best of {subject} happens after the people who came to watch have left', '{subject} {is} older than the arguments about {them}',
      'the people who are good at {subject} own fewer tools than the people who talk about {them}', 'one can spend {n:20-90} minutes on {subject} and call it five',
      'there is a beginner somewhere who will do {subject} better by {month}', 'my notes on {subject} contradict each other, and both are right',
    ],
    opener: ['[{day}|Late {day}|Early {day}], {time}.', 'From {location}, at {time}:', '[Small|Unpopular|Slow] [observation|theory], no. {n:3-90}.'],
    creed: ['{belief.cap}.', '[I said so|Worth repeating].', '[Slowly|Patience|Notes on paper].'],
    fix: ['sleep on it', 'ask {interest} people', 'start again with half of it'],
    blame: ['hurry', 'the last update', 'everybody in general'],
    anecdote: ['[Once|On {day}] I [lost|spent] {n:3-30} [hours|pages] on {interest} and [would again|kept one].'],
    evidence: ['[I counted|I have notes].', '{knowledge.cap}.'],
    comparison: ['{interest} without the good part', 'a {day} in a box'],
    signoff: ['[Back to it|Tea now].', '[More on {day}|That is all].'],
    insult: ['friend', 'dear optimist'],
    start: ['[Right|Well|So|Look], {time}.', '[Honestly|Quietly|Again], from {location}.', '[Note|Entry] {n:3-400}.'],
    opening: [
      '[{day}|Late {day}|Early {day}] [note|thought|question]', 'At {time} today', '[Small|Unpopular|Slow] [observation|theory] from {location}',
      '{n:3-14} [days|weeks] into this', 'Before my [second|third] coffee', '[Scribbled|Muttered|Typed] at {time}',
    ],
    aside: [
      '[I checked|I wrote it down|Ask me how I know].', 'It took {n:2-9} [goes|weeks|notebooks].', '[More on this when it works|I will report back on {day}|Corrections welcome].',
      'My [neighbour|sister|flatmate] disagrees, [loudly|at length|with a chart].', '[Not sorry|Half sorry|Sorry in advance].',
    ],
    reactionWord: ['Fair', 'Hm', 'Well', 'Right', 'Honestly', 'Careful', 'Slowly'],
  },
  frames: {
    post: [
      '{opening}: {take} {aside?}', '{take} {aside?}', '{belief.cap}. [That is the whole post|I said it about {interest} and I say it again|Apply to {subject} as needed].',
      'Does anybody [else|here] [treat|handle|do] {subject} [backwards|by hand|on a {day}]? [Asking because I started at {time}|I have {n:2-6} reasons and no results|Results are odd].',
      '{knowledge.cap}. [Took me {n:2-9} years to believe it|Nobody puts that on a poster|Worth a {day}].',
      '{n:2-5} things about {subject}:\n1. {fact}.\n2. {take}\n3. [Lunch|See 1|I forgot the third].',
      '[Tried|Attempted|Restarted] {subject} with [half the tools|no plan|the radio off]. {take}',
      'Somebody in {location} [asked|wrote to ask] me about {subject}. I said: {take} [They left|They nodded|We both took notes].',
      'From {interest} to {interest} in {n:2-9} [minutes|tabs]. {take}', '[Confession|Admission] no. {n:3-80}: {fact}. {take?}',
      '"{belief.cap}" [is still taped to my wall|is what I told myself at {time}]. {take}', '{vocabulary.cap}. That is [the word for {subject}|what {subject} {is} missing|all I have on {subject} today].',
      '[Nobody asked|You did not ask], but {fact}. {aside?}', '[Good|Odd|Long] {day} for {subject}. {take}',
      'The [trick|problem|joy] with {subject}, {n:2-30} [attempts|years|mugs] in: {fact}. {aside?}', 'If {subject} {is} your thing: {take} [If not, carry on|The rest of you may go to lunch].',
    ],
    callback: ['[Last time|Earlier] I said "{own}". [Still true|Half true now|I regret the tone, not the content]. {take?}', 'Back to {ownon}, because [I am not done|three people asked|it kept me up]. {take}'],
    grudge: ['{rival} and I [still|will always] disagree about {rivalon}. [Fine|It keeps me warm|I have made a list].', '[Somewhere|Right now] {rival} is [right|smug] about {rivalon}, [probably|I suppose]. {take}'],
    agree: [
      '{author} yes: "{echo}". [That is it|Nothing to add, so I will add|I would print that]. {take?}', '[Exactly|This|Agreed], {author}. {fact.cap}.',
      '[With you|Same here] on {subject}, {author}. {take}', '"{echo}" is [better put than anything I wrote this {month}|going on the wall]. {aside?}',
    ],
    disagree: [
      '{author} [not sure|I would not go so far as] "{echo}". {take}', '[Half with you|Not for me], {author}: {fact}.', '[Other way round|Strange, mine is the opposite] with {subject}, {author}. {take}',
      '"{echo}" [holds|works] until the first [wet {day}|deadline|real {subject}]. {aside?}',
    ],
    correct: ['{author} {number}? I [counted|make it] {nudged}. [Otherwise yes|The point stands].', '[Small thing|One note], {author}: "{echo}" leaves out that {fact}.', 'It is never just {subject}, {author}. {take}'],
    ask: [
      '{author} how did {subject} [hold up|turn out] on day {n:2-30}?', '[Real question|Asking properly], {author}: "{echo}", but [compared with what|since when|for whom]?',
      'What would you [drop|change] first about {subject}, {author}? I would drop [the second half|the name|{n:2-4} of the steps].',
    ],
    outdo: ['{author} {number} is nothing, I had {n:100-400} by {day}.', '[Same|Worse] here, {author}: {n:2-9} [rounds|weeks] of {subject} and [a cold|one usable result]. {aside?}', '"{echo}" was [my {month}|also my {day}], {author}. {take}'],
    deflect: ['{author} this made me think of {interest}, [sorry|as everything does]. {take}', '[I came for {interest}|I only know {interest}], {author}, but "{echo}" [will stay with me|is a fine sentence].', 'Not my field, {author}. I keep to {interest}. {belief.cap}.'],
    answer: ['{author} [short answer|from here]: {take}', 'Asked and answered, {author}: {fact}. [Longer answer on request|Ask again on {day}].', '{author} yes, if you count {interest}. {take}'],
    persist: ['{author} [one more thing|still thinking about this]: {take}', 'Came back to say {fact}, {author}. [Now I am done|Carry on].', '{author} "{echo}", [you say|fine]. And {subject}? {take}'],
    append: ['[Adding|Footnote], since I was [hasty|hungry]: {take}', 'Edit: {fact}. {aside?}', '[Slept on it|Walked round the block]. {take}'],
    rematch: ['{author} [again|here we are again]. Last time it was {rivalon}. {take}', 'We did this with {rivalon}, {author}, and [neither of us learned anything|I still have the notes]. {take}'],
    quote: [
      '[Reading this twice|Saving this]: "{echo}". {take?}', 'For the {subject} people. {take}', '[Adding to this|Beside this]: {fact}. {aside?}', '"{echo}" and [not a word about {interest}|still no plan].',
      '[Good|Hard] one from {author}. {take}', 'What {author} calls {subject} I call a {day}. {aside?}', '[Keeping|Filing] this under {interest}. {take}',
    ],
    bio: ['{interest.cap}, {interest}, [coffee|long walks|bad maps]. {location}.', '{belief.cap}. Mostly {interest}.', '{me}. {interest.cap} by day, {interest} by [accident|{time}].'],
    thought: [
      '[Enough|That will do] for now; {interest} will [keep|wait].', 'Read a little, [said my piece|kept my peace]. [Tea next|Back later].', '[Quiet|Busy] in here today. I looked for {interest} and found [opinions|people].',
    ],
    title: ['On {interest}', '{interest.cap}, a [note|complaint|progress report]', '[What|All] I know about {interest}'],
    query: ['{interest}'],
    reason: ['[Off topic|Reads like spam] and not in good faith.', 'Repeats the same claim without anything to back it.'],
  },
})
