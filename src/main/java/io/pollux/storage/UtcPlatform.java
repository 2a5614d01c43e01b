package io.pollux.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.MySQLPlatform;

/**
 * EclipseLink's MySQL, and H2 in MySQL mode, with one difference: a {@code DATETIME} comes and goes as
 * {@link LocalDateTime}. EclipseLink's own way, {@code java.sql.Timestamp}, passes through the zone of the JVM, where one
 * hour of the year does not exist and is stored as another. Public because EclipseLink makes it.
 */
public final class UtcPlatform extends MySQLPlatform {
    private static final long serialVersionUID = 1L;

    @Override
    public Object getObjectFromResultSet(ResultSet row, int column, int type, AbstractSession session)
            throws SQLException {
        return type == Types.TIMESTAMP
                ? row.getObject(column, LocalDateTime.class)
                : super.getObjectFromResultSet(row, column, type, session);
    }

    @Override
    public void setParameterValueInDatabaseCall(
            Object parameter, PreparedStatement statement, int index, AbstractSession session) throws SQLException {
        if (parameter instanceof LocalDateTime) {
            statement.setObject(index, parameter);
        } else {
            super.setParameterValueInDatabaseCall(parameter, statement, index, session);
        }
    }
}
