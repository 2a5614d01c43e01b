package io.pollux.admin;

import io.pollux.keys.KeyDesk;
import jakarta.faces.application.FacesMessage;
import java.util.List;

/** What can be done at once to keys, one or many. */
public enum KeyAction {
    ENABLE {
        @Override
        void change(KeyDesk desk, List<Long> ids) {
            desk.enable(ids);
        }
    },
    DISABLE {
        @Override
        void change(KeyDesk desk, List<Long> ids) {
            desk.disable(ids);
        }
    },
    /** Forgets failures and refusals. */
    ABSOLVE {
        @Override
        void change(KeyDesk desk, List<Long> ids) {
            desk.absolve(ids);
        }
    },
    DELETE {
        @Override
        void change(KeyDesk desk, List<Long> ids) {
            desk.delete(ids);
        }
    };

    abstract void change(KeyDesk desk, List<Long> ids);

    /** Does it and says so on the page. */
    void apply(Office office, List<Long> ids) {
        change(office.keys(), ids);
        Texts.tell(FacesMessage.SEVERITY_INFO, Texts.say("done." + this, ids.size()));
    }
}
