import type { JSX } from 'preact'
import { useSession } from './listening.ts'
import { speeds } from './player.ts'
import type { Session } from './session.ts'

/** Renders the buttons to go back, go forward, restart and play. */
export function Transport({ session }: { session: Session }): JSX.Element {
  useSession(session)
  const { course } = session
  const { playing, speed } = session.player
  const at = course?.at ?? 0
  const length = course?.steps.length ?? 0
  return (
    <div class="transport" role="group" aria-label="Playback">
      <button type="button" onClick={() => session.restart()} aria-disabled={length === 0} title="Discard the schedule (R)">
        Restart
      </button>
      <button
        type="button"
        onClick={() => session.back()}
        aria-disabled={at === 0}
        aria-keyshortcuts="ArrowLeft"
        title="One step back (←)"
      >
        <span aria-hidden="true">◀</span> Back
      </button>
      <button
        type="button"
        class="play"
        onClick={() => (playing ? session.pause() : session.play())}
        aria-disabled={length === 0}
        title="Play the schedule (space)"
      >
        {playing ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => session.forward()} aria-disabled={at >= length} title="One step forward (→)">
        Forward <span aria-hidden="true">▶</span>
      </button>
      <label class="speed">
        Speed{' '}
        <select
          value={`${speed}`}
          onChange={(event) => {
            session.player.setSpeed(Number(event.currentTarget.value))
            session.changed()
          }}
        >
          {speeds.map((each) => (
            <option key={each} value={`${each}`}>
              {each} {each === 1 ? 'step' : 'steps'} per second
            </option>
          ))}
        </select>
      </label>
      <output class="place" aria-label="Position in the schedule">
        step {at} of {length}
      </output>
    </div>
  )
}
