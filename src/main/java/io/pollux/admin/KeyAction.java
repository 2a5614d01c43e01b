package io.pollux.admin;

import jakarta.faces.application.FacesMessage;
import java.time.Instant;
import java.util.List;

/** What can be done at once to keys, one or many. */
public enum KeyAction implements Deed {
    ENABLE {
        @Override
        public void change(Office office, List<Long> ids, Instant began) {
            office.keys().enable(ids);
        }
    },
    DISABLE {
        @Override
        public void change(Office office, List<Long> ids, Instant began) {
            office.keys().disable(ids);
        }
    },
    /** Forgets failures and refusals. */
    ABSOLVE {
        @Override
        public void change(Office office, List<Long> ids, Instant began) {
            office.keys().absolve(ids);
        }
    },
    /** Ends cool-downs. */
    LIFT {
        @Override
        public void change(Office office, List<Long> ids, Instant began) {
            KeyLift.all(office, ids);
        }
    },
    /** Takes back that they were deleted. */
    RESTORE {
        @Override
        public void change(Office office, List<Long> ids, Instant began) {
            office.keys().restore(ids);
        }
    },
    DELETE {
        @Override
        public void change(Office office, List<Long> ids, Instant began) {
            office.keys().delete(ids, began);
        }
    };

    /** Does it and says so on the page. */
    public void apply(Office office, List<Long> ids) {
        change(office, ids, office.clock().instant());
        Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say("done." + this, ids.size()));
    }
}
