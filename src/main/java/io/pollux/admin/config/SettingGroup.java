package io.pollux.admin.config;

import io.pollux.settings.Group;
import io.pollux.settings.SettingView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Settings that operators think of together. */
public record SettingGroup(Group group, List<SettingCard> cards) {
    /** What no feature reads yet: said on the page, so that nobody waits for an effect. */
    private static final List<Group> QUIET = List.of(Group.SPEECH, Group.IMAGES, Group.STREAMS);

    static List<SettingGroup> of(List<SettingView> views) {
        return Arrays.stream(Group.values())
                .map(group -> new SettingGroup(
                        group,
                        views.stream()
                                .filter(view -> view.setting().group() == group)
                                .map(SettingCard::new)
                                .toList()))
                .toList();
    }

    /** In the address. */
    public String getId() {
        return group.name().toLowerCase(Locale.ROOT);
    }

    public String getName() {
        return group.name();
    }

    public List<SettingCard> getCards() {
        return cards;
    }

    public boolean isQuiet() {
        return QUIET.contains(group);
    }
}
