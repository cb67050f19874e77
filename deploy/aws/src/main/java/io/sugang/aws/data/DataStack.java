package io.sugang.aws.data;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** What is kept: the database, the lines, files, and the backups of them. */
public final class DataStack extends RegionalStack {

  private final Database database;
  private final LineStore lineStore;
  private final Files files;

  public DataStack(Construct scope, Size size, Place place, NetworkStack network) {
    super(scope, "data", "Sugang: Aurora, Redis, files, backups");
    Key key =
        Key.Builder.create(this, "Key")
            .description("Sugang: what is kept at rest")
            .enableKeyRotation(true)
            .build();
    database = new Database(this, size, place, network, key);
    lineStore = new LineStore(this, size, place, network, key);
    files = new Files(this, network, key);
    new Backups(this, key, database.cluster(), files.fileSystem());
  }

  public Database database() {
    return database;
  }

  public LineStore lineStore() {
    return lineStore;
  }

  public Files files() {
    return files;
  }
}
