/**
 * Which rows of the brief's monitoring chapter a metric serves, without its prefix. A row that is nowhere here is one
 * that a miner cannot know (`outOfReach`).
 */
export const monitoringRows: Readonly<Record<string, readonly string[]>> = {
  miner_requests_total: ['MON-05', 'MON-06', 'MON-12', 'MON-14', 'MON-26', 'MON-33', 'MON-P04', 'MON-P06'],
  miner_answer_seconds: ['MON-02', 'MON-09', 'MON-12', 'MON-27', 'MON-P04', 'MON-P06'],
  miner_time_left_seconds: ['MON-27', 'MON-P03'],
  miner_probability: ['MON-07', 'MON-P04'],
  miner_confidence: ['MON-07', 'MON-10'],
  miner_exits_total: ['MON-10', 'MON-P03'],
  miner_stage_seconds: ['MON-02', 'MON-27'],
  miner_stage_results_total: ['MON-10', 'MON-33', 'MON-P03'],
  miner_guesses_total: ['MON-06', 'MON-33', 'MON-P03'],
  miner_last_challenge_timestamp_seconds: ['MON-P02'],
  axon_requests_total: ['MON-06', 'MON-09', 'MON-26', 'MON-33'],
  axon_request_seconds: ['MON-02'],
  axon_step_seconds: ['MON-27'],
  axon_refused_connections_total: ['MON-26'],
  inference_results_total: ['MON-06', 'MON-10'],
  inference_seconds: ['MON-02'],
  inference_part_seconds: ['MON-27'],
  rest_requests_total: ['MON-06', 'MON-26'],
  rest_prediction_seconds: ['MON-02'],
  alert_open: ['MON-P02'],
  supervisor_process_up: ['MON-P06'],
  supervisor_process_restarts_total: ['MON-33'],
};

/** Rows without a metric here, and why. */
export const outOfReach: Readonly<Record<string, string>> = {
  'MON-03, MON-28': 'no label ever reaches a miner; `roadcrew evaluate` and the simulator measure skill',
  'MON-04, MON-13, MON-16 to MON-22, MON-29': 'GPUs: an exporter of the driver shows them',
  'MON-11, MON-15, MON-23, MON-24, MON-31, MON-32, MON-34 to MON-36, MON-P01':
    'rank, earnings and costs: of the chain and the market, not of this process',
  'MON-08, MON-25, MON-30, MON-P05, MON-P07': 'boards, the simulator and the records, which are no metrics',
};
