package io.pollux.admin.projects;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.keys.ProjectQuery;
import io.pollux.keys.ProjectQuery.Sort;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectFilterTest {
    @Test
    void addressSaysAllThereIsToKnow() {
        ProjectFilter filter = ProjectFilter.of(Map.of("q", " a&b ", "sort", "keys", "page", "3"));

        assertThat(filter.query()).isEqualTo(new ProjectQuery("a&b", Sort.KEYS, 100, 50));
        assertThat(filter.turned(1)).isEqualTo("/projects?q=a%26b&sort=keys&page=4");
        assertThat(filter.turned(-2)).isEqualTo("/projects?q=a%26b&sort=keys");
        assertThat(filter.sorted(Sort.NAME)).isEqualTo("/projects?q=a%26b");
    }

    @Test
    void whatCannotBeRightIsLeftOut() {
        assertThat(ProjectFilter.of(Map.of("sort", "'; DROP", "page", "-1")))
                .isEqualTo(ProjectFilter.of(Map.of()))
                .isEqualTo(new ProjectFilter("", Sort.NAME, 1));
    }

    @Test
    void lastPageHasNoMore() {
        ProjectFilter second = ProjectFilter.of(Map.of("page", "2"));

        assertThat(second.hasMore(100)).isFalse();
        assertThat(second.hasMore(101)).isTrue();
    }
}
