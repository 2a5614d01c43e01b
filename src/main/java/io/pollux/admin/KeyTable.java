package io.pollux.admin;

import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyPage;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;

/** The keys that a page shows, fetched a page at a time, and those of them that are ticked. */
public final class KeyTable extends LazyDataModel<KeyRow> {
    private static final long serialVersionUID = 1L;
    private static final int REMEMBERED = 5_000;

    private final transient OfficeDoor door;
    private final KeyFilter filter;
    /** Hears the address of what is shown. */
    private final transient Consumer<String> shown;
    /** Rows that were shown, for the ticks on pages that are not shown now. */
    private final transient Map<String, KeyRow> seen = new LinkedHashMap<>();

    /** What counting has brought along; it belongs to the loading that follows at once. */
    private transient KeyPage counted;

    private transient KeyQuery asked;
    private transient List<KeyRow> selected = new ArrayList<>();
    private boolean everything;

    KeyTable(OfficeDoor door, KeyFilter filter, Consumer<String> shown) {
        this.door = door;
        this.filter = filter;
        this.shown = shown;
    }

    @Override
    public int count(Map<String, FilterMeta> unused) {
        asked = filter.query();
        counted = office().keys().page(asked);
        return (int) counted.total();
    }

    @Override
    public List<KeyRow> load(int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> unused) {
        filter.show(first, pageSize, sort(sortBy));
        List<KeyRow> rows = found(filter.query()).stream()
                .map(key -> KeyRow.of(office(), key))
                .toList();
        if (seen.size() > REMEMBERED) {
            seen.clear();
        }
        rows.forEach(row -> seen.put(getRowKey(row), row));
        shown.accept(filter.address());
        return rows;
    }

    private List<ApiKey> found(KeyQuery query) {
        List<ApiKey> rows = query.equals(asked)
                ? counted.rows()
                : office().keys().catalogue().rows(query);
        asked = null;
        counted = null;
        return rows;
    }

    @Override
    public String getRowKey(KeyRow row) {
        return Long.toString(row.id());
    }

    @Override
    public KeyRow getRowData(String rowKey) {
        return seen.get(rowKey);
    }

    public KeyFilter getFilter() {
        return filter;
    }

    public List<KeyRow> getSelected() {
        return selected;
    }

    public void setSelected(List<KeyRow> selected) {
        this.selected = selected;
    }

    /** Whether everything that the filter lets through is meant, and not only what is ticked. */
    public boolean isEverything() {
        return everything && !selected.isEmpty();
    }

    public void setEverything(boolean everything) {
        this.everything = everything;
    }

    public int getSelectedCount() {
        return isEverything() ? getRowCount() : selected.size();
    }

    List<Long> selectedIds() {
        return isEverything()
                ? office().keys().ids(filter.query())
                : selected.stream().map(KeyRow::id).toList();
    }

    public void deselect() {
        selected = new ArrayList<>();
        everything = false;
    }

    /** What the table's head shows as the order at first; the order in which keys were added has no column. */
    public List<SortMeta> getOrder() {
        Sort sort = filter.sort();
        if (sort.column() == Column.ID) {
            return List.of();
        }
        return List.of(SortMeta.builder()
                .field(sort.column().name())
                .order(sort.descending() ? SortOrder.DESCENDING : SortOrder.ASCENDING)
                .build());
    }

    private static Sort sort(Map<String, SortMeta> sortBy) {
        return sortBy.values().stream()
                .filter(SortMeta::isActive)
                .findFirst()
                .map(meta -> {
                    Column column = Column.valueOf(meta.getField());
                    return meta.getOrder().isDescending() ? Sort.descending(column) : Sort.ascending(column);
                })
                .orElse(Sort.ascending(Column.ID));
    }

    private Office office() {
        return door.office().orElseThrow();
    }
}
