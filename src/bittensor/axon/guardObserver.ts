/** Makes an observer that cannot harm what it observes: what it throws becomes a process warning. */
export const guardObserver =
  <Told extends unknown[]>(observer: ((...told: Told) => void) | undefined) =>
  (...told: Told): void => {
    try {
      observer?.(...told);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  };
