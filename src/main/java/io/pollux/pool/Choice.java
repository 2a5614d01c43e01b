package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import java.time.Instant;

/** Finds whose turn it is among the keys that are ready and have room for the call. Guarded by the pool's lock. */
final class Choice {
    /**
     * So many projects with too little room for a large call are passed over, and then it waits as if all had. What is full
     * for every call is sat down, and costs once.
     */
    private static final int MOST_PASSED = 256;

    private final Roster roster;
    private final Lanes lanes;
    private final Ledger ledger;
    private long roomAt;

    Choice(Roster roster, Lanes lanes, Ledger ledger) {
        this.roster = roster;
        this.lanes = lanes;
        this.ledger = ledger;
    }

    /** The place of the key, or {@link Ring#EMPTY}, {@link Ring#ALL_TRIED}, {@link Ring#NO_ROOM}. */
    int place(String model, KeyKind kind, int perTurn, Tried tried, long now, long tokens) {
        Lane lane = lanes.serving(model);
        lanes.wakeSome(lane, now);
        int place = withRoom(model, kind, perTurn, tried, now, tokens);
        if (place < 0 && lanes.wakeAll(lanes.serving(model), now)) {
            place = withRoom(model, kind, perTurn, tried, now, tokens);
        }
        return place;
    }

    /** After {@link Ring#NO_ROOM}: when the first of the projects that were passed over has room for the call. */
    Instant roomAt() {
        return Instant.ofEpochMilli(roomAt);
    }

    private int withRoom(String model, KeyKind kind, int perTurn, Tried tried, long now, long tokens) {
        int place = ring(model, kind).next(perTurn, tried, roster);
        if (place < 0) {
            return place;
        }
        Room room = ledger.room(roster.at(place).project(), model, now, tokens);
        return room == Room.ENOUGH ? place : another(model, kind, tried, now, tokens, place);
    }

    private int another(String model, KeyKind kind, Tried tried, long now, long tokens, int first) {
        roomAt = Long.MAX_VALUE;
        int left = Math.min(MOST_PASSED, ring(model, kind).count() + 1);
        int place = first;
        while (left > 0) {
            Project project = roster.at(place).project();
            Room room = ledger.room(project, model, now, tokens);
            if (room == Room.ENOUGH) {
                return place;
            }
            if (room == Room.TOO_LITTLE || ring(model, kind).holds(place)) {
                left--;
                roomAt = Math.min(roomAt, ledger.roomAt(project, model, now, tokens));
            }
            ring(model, kind).pass(place);
            place = ring(model, kind).next(1, tried, roster);
            if (place < 0) {
                return roomAt == Long.MAX_VALUE ? place : Ring.NO_ROOM;
            }
        }
        return Ring.NO_ROOM;
    }

    /** Looked up each time: who sits down may open a lane. */
    private Ring ring(String model, KeyKind kind) {
        return lanes.serving(model).ring(kind);
    }
}
