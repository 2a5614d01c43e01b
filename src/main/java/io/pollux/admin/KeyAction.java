package io.pollux.admin;

import jakarta.faces.application.FacesMessage;
import java.util.List;

/** What can be done at once to keys, one or many. */
public enum KeyAction {
    ENABLE {
        @Override
        void change(Office office, List<Long> ids) {
            office.keys().enable(ids);
        }
    },
    DISABLE {
        @Override
        void change(Office office, List<Long> ids) {
            office.keys().disable(ids);
        }
    },
    /** Forgets failures and refusals. */
    ABSOLVE {
        @Override
        void change(Office office, List<Long> ids) {
            office.keys().absolve(ids);
        }
    },
    /** Ends cool-downs. */
    LIFT {
        @Override
        void change(Office office, List<Long> ids) {
            KeyLift.all(office, ids);
        }
    },
    DELETE {
        @Override
        void change(Office office, List<Long> ids) {
            office.keys().delete(ids);
        }
    };

    abstract void change(Office office, List<Long> ids);

    /** Does it and says so on the page. */
    void apply(Office office, List<Long> ids) {
        change(office, ids);
        Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say("done." + this, ids.size()));
    }
}
