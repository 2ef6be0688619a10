/** One plot a measure, in the order they are read. */
import type { Measures } from '../measures/measure-all.ts'
import { activityPlot } from './activity-plot.ts'
import { attentionPlot } from './attention-plot.ts'
import { cascadePlot } from './cascade-plot.ts'
import type { Theme } from './colours.ts'
import { communityPlot } from './community-plot.ts'
import { degreePlot } from './degree-plot.ts'
import { diversityPlot } from './diversity-plot.ts'
import type { Plot } from './plot.ts'
import { polarisationPlot } from './polarisation-plot.ts'
import { sentimentPlot } from './sentiment-plot.ts'
import { topicPlot } from './topic-plot.ts'

export function plotsOf(measures: Measures, theme: Theme): readonly Plot[] {
  return [
    activityPlot(measures.activity, theme),
    degreePlot('followers', measures.degrees.followers, theme),
    degreePlot('following', measures.degrees.following, theme),
    communityPlot(measures.communities, theme),
    cascadePlot(measures.cascades, theme),
    attentionPlot(measures.attention, theme),
    polarisationPlot(measures.polarisation, theme),
    sentimentPlot(measures.sentiment, theme),
    topicPlot(measures.topicDrift, theme),
    diversityPlot(measures.textDiversity, theme),
  ]
}
