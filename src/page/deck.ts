import Reveal from 'reveal.js'

/** The deck: reveal.js with the parts that a lecture needs, none of which loads another file. */
const motion = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'none' : 'fade'

const deck = new Reveal({
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true,
  slideNumber: 'c/t',
  transition: 'none',
  backgroundTransition: 'none',
  controlsTutorial: false,
  pdfSeparateFragments: false,
  viewDistance: 50,
})

document.documentElement.dataset.motion = motion
deck.initialize()
