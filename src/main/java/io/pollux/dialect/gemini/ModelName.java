package io.pollux.dialect.gemini;

import io.pollux.dialect.Preferences;
import io.pollux.exchange.FailureException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a model as a client writes it: Google's name, perhaps with {@code -search}, {@code -image} or
 * {@code -non-thinking} behind it, in any order.
 *
 * <p>{@code -search} and {@code -image} are only suffixes where the operator has listed the model for them: Google has
 * models whose real names end in {@code -image}, and these pass as they are. {@code -image-generation} belongs to a real
 * name and asks for pictures.
 *
 * @param requested the client's name without {@code models/}: what logs and answers show
 * @param upstream Google's name: what the call goes to and cool-downs are booked under
 * @param features what the name asks for
 */
public record ModelName(String requested, String upstream, Set<Feature> features) {
    private static final Pattern SHAPE = Pattern.compile("(?:[A-Za-z]{1,32}/)?[A-Za-z0-9][A-Za-z0-9._@-]{0,199}");

    public ModelName {
        features = Set.copyOf(features);
    }

    /** Reads a name. Never fails: whether the model exists is Google's to say. */
    public static ModelName of(String written, Preferences.Models models) {
        String requested = bare(written.strip());
        String rest = requested;
        ModelName best = new ModelName(requested, requested, implied(requested));
        if (listed(requested, models)) {
            return best;
        }
        Set<Feature> asked = EnumSet.noneOf(Feature.class);
        Optional<Feature> next = Feature.atEndOf(rest);
        while (next.isPresent() && asked.add(next.get())) {
            rest = rest.substring(0, rest.length() - next.get().suffix().length());
            if (offered(rest, asked, models)) {
                best = new ModelName(requested, rest, union(asked, implied(rest)));
            }
            next = Feature.atEndOf(rest);
        }
        return best;
    }

    /**
     * As {@link #of}, for a model that is about to be called.
     *
     * @throws FailureException a bad call when the operator hides the model, or when the name is none: it becomes a part
     *     of the address that is called with a key
     */
    public static ModelName served(String written, Preferences.Models models) {
        ModelName name = of(written, models);
        if (!SHAPE.matcher(name.requested()).matches() || name.requested().contains("..")) {
            throw FailureException.badCall("The name of the model is missing or is not one.");
        }
        if (name.filtered(models)) {
            throw FailureException.badCall("Model " + name.requested() + " is not supported");
        }
        return name;
    }

    /** The id without {@code models/}. Names of other collections ({@code tunedModels/x}) keep theirs. */
    public static String bare(String name) {
        return name.startsWith("models/") ? name.substring("models/".length()) : name;
    }

    public boolean wants(Feature feature) {
        return features.contains(feature);
    }

    /** Whether the operator hides this model. */
    public boolean filtered(Preferences.Models models) {
        return models.filtered().contains(requested) || models.filtered().contains(upstream);
    }

    private static boolean listed(String name, Preferences.Models models) {
        return models.search().contains(name)
                || models.image().contains(name)
                || models.thinking().contains(name);
    }

    private static boolean offered(String name, Set<Feature> asked, Preferences.Models models) {
        return !name.isEmpty()
                && (!asked.contains(Feature.SEARCH) || models.search().contains(name))
                && (!asked.contains(Feature.IMAGE) || models.image().contains(name));
    }

    private static Set<Feature> implied(String upstream) {
        return upstream.endsWith("-image-generation") ? Set.of(Feature.IMAGE) : Set.of();
    }

    private static Set<Feature> union(Set<Feature> first, Set<Feature> second) {
        Set<Feature> all = EnumSet.copyOf(first);
        all.addAll(second);
        return all;
    }

    /** What a suffix asks for. */
    public enum Feature {
        SEARCH("-search"),
        IMAGE("-image"),
        NON_THINKING("-non-thinking");

        private static final List<Feature> ALL = List.of(values());

        private final String suffix;

        Feature(String suffix) {
            this.suffix = suffix;
        }

        public String suffix() {
            return suffix;
        }

        private static Optional<Feature> atEndOf(String name) {
            return ALL.stream().filter(feature -> name.endsWith(feature.suffix)).findFirst();
        }
    }
}
