/** Members of structs of sound cards, codecs and their streams. */

import { irqsOff, noSleep, process } from './contexts.ts';
import type { MemberRow } from './types.ts';

const pcmStream = { ...irqsOff, held: ['snd_pcm_group.lock'] } as const;
const timerLock = { ...irqsOff, held: ['timer->lock'] } as const;

const control = { ...process, held: ['snd_card.controls_rwsem'] } as const;

export const soundMembers: readonly MemberRow[] = [
  { struct: 'snd_pcm_ops', member: 'open', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'close', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'ioctl', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'hw_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'hw_free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'prepare', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_pcm_ops', member: 'trigger', ...pcmStream, always: true, unless: 'nonatomic', confidence: 'source', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'sync_stop', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_pcm_ops', member: 'pointer', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'get_time_info', ...pcmStream, confidence: 'source', group: 'sound' },
  // From snd_pcm_playback_silence under the stream lock, sound/core/pcm_lib.c.
  { struct: 'snd_pcm_ops', member: 'fill_silence', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'copy_user', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'copy_kernel', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'page', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'mmap', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_pcm_ops', member: 'ack', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_pcm_ops', member: 'copy', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_soc_dai_ops', member: 'probe', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'remove', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'compress_new', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'pcm_new', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_sysclk', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_pll', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_clkdiv', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_bclk_ratio', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_fmt', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'xlate_tdm_slot_mask', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_tdm_slot', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_channel_map', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'get_channel_map', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_tristate', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_stream', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'get_stream', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'mute_stream', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'startup', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'shutdown', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'hw_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'hw_free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'prepare', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_soc_dai_ops', member: 'trigger', ...pcmStream, always: true, unless: 'nonatomic', confidence: 'source', group: 'sound' },
  // Under the stream lock of the front end, 6.1 sound/soc/soc-pcm.c.
  { struct: 'snd_soc_dai_ops', member: 'bespoke_trigger', ...pcmStream, confidence: 'source', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_soc_dai_ops', member: 'delay', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_soc_dai_ops', member: 'set_tdm_idle', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_soc_component_driver', member: 'probe', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'remove', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'suspend', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'resume', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'read', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'write', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'pcm_construct', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'pcm_destruct', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'set_sysclk', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'set_pll', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'set_jack', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'of_xlate_dai_name', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'of_xlate_dai_id', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'seq_notifier', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'stream_event', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'set_bias_level', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'open', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'close', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'ioctl', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'hw_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'hw_free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'prepare', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_soc_component_driver', member: 'trigger', ...pcmStream, always: true, unless: 'nonatomic', confidence: 'source', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'sync_stop', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_soc_component_driver', member: 'pointer', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'get_time_info', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'copy_user', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'page', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'mmap', ...process, confidence: 'default', group: 'sound' },
  // Pcm->nonatomic=1 turns the stream lock into a mutex and makes the callback sleepable.
  { struct: 'snd_soc_component_driver', member: 'ack', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'delay', ...pcmStream, confidence: 'source', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'be_hw_params_fixup', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'get_jack_type', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'copy', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'fixup_controls', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'pcm_new', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_component_driver', member: 'pcm_free', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_rawmidi_ops', member: 'open', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_rawmidi_ops', member: 'close', ...process, confidence: 'default', group: 'sound' },
  // From writing tasks with nothing masked, sound/core/rawmidi.c; the sequencer calls it in interrupts.
  { struct: 'snd_rawmidi_ops', member: 'trigger', ...noSleep, confidence: 'source', group: 'sound' },
  { struct: 'snd_rawmidi_ops', member: 'drain', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_compr_ops', member: 'open', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'set_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'get_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'set_metadata', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'get_metadata', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'trigger', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'pointer', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'copy', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'mmap', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'ack', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'get_caps', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'get_codec_caps', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'task_create', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'task_start', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'task_stop', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compr_ops', member: 'task_free', ...process, confidence: 'default', group: 'sound' },

  // Under timer->lock with irqs off, also from the work item for slow instances, sound/core/timer.c.
  { struct: 'snd_timer_instance', member: 'callback', ...timerLock, confidence: 'source', group: 'sound' },
  { struct: 'snd_timer_instance', member: 'ccallback', ...timerLock, confidence: 'source', group: 'sound' },

  { struct: 'snd_timer_hardware', member: 'open', ...process, confidence: 'unverified', group: 'sound' },
  { struct: 'snd_timer_hardware', member: 'close', ...process, confidence: 'unverified', group: 'sound' },
  { struct: 'snd_timer_hardware', member: 'c_resolution', ...timerLock, confidence: 'unverified', group: 'sound' },
  { struct: 'snd_timer_hardware', member: 'start', ...timerLock, confidence: 'unverified', group: 'sound' },
  { struct: 'snd_timer_hardware', member: 'stop', ...timerLock, confidence: 'unverified', group: 'sound' },
  { struct: 'snd_timer_hardware', member: 'set_period', ...timerLock, confidence: 'unverified', group: 'sound' },
  { struct: 'snd_timer_hardware', member: 'precise_resolution', ...timerLock, confidence: 'unverified', group: 'sound' },

  // Under controls_rwsem, sound/core/control.c.
  { struct: 'snd_kcontrol_new', member: 'info', ...control, confidence: 'source', group: 'sound' },
  { struct: 'snd_kcontrol_new', member: 'get', ...control, confidence: 'source', group: 'sound' },
  { struct: 'snd_kcontrol_new', member: 'put', ...control, confidence: 'source', group: 'sound' },

  { struct: 'snd_soc_ops', member: 'startup', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_ops', member: 'shutdown', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_ops', member: 'hw_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_ops', member: 'hw_free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_ops', member: 'prepare', ...process, confidence: 'default', group: 'sound' },
  // Under the stream lock.
  { struct: 'snd_soc_ops', member: 'trigger', ...pcmStream, confidence: 'source', group: 'sound' },

  { struct: 'snd_compress_ops', member: 'open', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'set_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'get_params', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'trigger', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'pointer', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'copy', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'mmap', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'ack', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'get_caps', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'get_codec_caps', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'set_metadata', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_compress_ops', member: 'get_metadata', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_hwdep_ops', member: 'open', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_hwdep_ops', member: 'read', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_hwdep_ops', member: 'write', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_hwdep_ops', member: 'poll', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_hwdep_ops', member: 'release', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_hwdep_ops', member: 'ioctl', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_hwdep_ops', member: 'mmap', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_device_ops', member: 'dev_free', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_device_ops', member: 'dev_register', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_device_ops', member: 'dev_disconnect', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_soc_dai_driver', member: 'probe', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_soc_dai_driver', member: 'remove', ...process, confidence: 'default', group: 'sound' },

  { struct: 'hda_codec_ops', member: 'build_controls', ...process, confidence: 'default', group: 'sound' },
  { struct: 'hda_codec_ops', member: 'build_pcms', ...process, confidence: 'default', group: 'sound' },
  { struct: 'hda_codec_ops', member: 'init', ...process, confidence: 'default', group: 'sound' },
  { struct: 'hda_codec_ops', member: 'unsol_event', ...process, confidence: 'default', group: 'sound' },
  { struct: 'hda_codec_ops', member: 'suspend', ...process, confidence: 'default', group: 'sound' },
  { struct: 'hda_codec_ops', member: 'resume', ...process, confidence: 'default', group: 'sound' },

  { struct: 'snd_ac97_bus_ops', member: 'reset', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_ac97_bus_ops', member: 'warm_reset', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_ac97_bus_ops', member: 'write', ...process, confidence: 'default', group: 'sound' },
  { struct: 'snd_ac97_bus_ops', member: 'read', ...process, confidence: 'default', group: 'sound' },
];
