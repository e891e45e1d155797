/** Thrown by a read of something that is not loaded yet; caught by the loop that evaluates a batch. Carries nothing. */
export const MISS: unique symbol = Symbol('miss');
