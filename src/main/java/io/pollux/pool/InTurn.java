package io.pollux.pool;

/**
 * Round robin.
 *
 * @param perTurn how many calls a key serves before the turn passes on
 */
record InTurn(int perTurn) implements Strategy {
    @Override
    public int rank(Ring ring, Need need, int[] best) {
        best[0] = ring.next(perTurn, need.tried());
        return best[0] < 0 ? 0 : 1;
    }
}
