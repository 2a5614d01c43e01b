package io.pollux.settings;

import static io.pollux.settings.Draft.choice;
import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.secret;
import static io.pollux.settings.Draft.span;
import static io.pollux.settings.Draft.text;
import static io.pollux.settings.Draft.word;
import static io.pollux.settings.Group.IMAGES;
import static io.pollux.settings.Group.SPEECH;

import io.pollux.exchange.Secret;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Speech, images, where images are uploaded, and files. */
interface MediaSettings {
    Setting<String> TTS_MODEL =
            word("TTS_MODEL", "gemini-2.5-flash-preview-tts").live(SPEECH, "Model that speaks");

    Setting<String> TTS_VOICE_NAME =
            word("TTS_VOICE_NAME", "Zephyr").live(SPEECH, "Voice when the client's is unknown");

    Setting<String> TTS_SPEED = choice("TTS_SPEED", "normal", "slow", "fast").live(SPEECH, "How fast it speaks");

    Setting<String> CREATE_IMAGE_MODEL =
            word("CREATE_IMAGE_MODEL", "imagen-3.0-generate-002").live(IMAGES, "Model that draws");

    Setting<String> UPLOAD_PROVIDER = choice("UPLOAD_PROVIDER", "smms", "picgo", "cloudflare_imgbed", "aliyun_oss")
            .live(IMAGES, "Where made images are uploaded");

    Setting<Optional<Secret>> SMMS_SECRET_TOKEN = secret("SMMS_SECRET_TOKEN").live(IMAGES, "Token at SM.MS");

    Setting<Optional<Secret>> PICGO_API_KEY = secret("PICGO_API_KEY").live(IMAGES, "Key at PicGo");

    Setting<String> PICGO_API_URL =
            text("PICGO_API_URL", "https://www.picgo.net/api/1/upload").live(IMAGES, "PicGo's address");

    Setting<String> CLOUDFLARE_IMGBED_URL =
            text("CLOUDFLARE_IMGBED_URL", "").live(IMAGES, "Upload address of a Cloudflare ImgBed");

    Setting<Optional<Secret>> CLOUDFLARE_IMGBED_AUTH_CODE =
            secret("CLOUDFLARE_IMGBED_AUTH_CODE").live(IMAGES, "Code of the Cloudflare ImgBed");

    Setting<String> CLOUDFLARE_IMGBED_UPLOAD_FOLDER =
            text("CLOUDFLARE_IMGBED_UPLOAD_FOLDER", "").live(IMAGES, "Folder in the Cloudflare ImgBed");

    Setting<String> OSS_ENDPOINT = text("OSS_ENDPOINT", "").live(IMAGES, "Aliyun OSS: endpoint");

    Setting<String> OSS_ENDPOINT_INNER =
            text("OSS_ENDPOINT_INNER", "").live(IMAGES, "Aliyun OSS: endpoint inside Aliyun's network");

    Setting<Optional<Secret>> OSS_ACCESS_KEY = secret("OSS_ACCESS_KEY").live(IMAGES, "Aliyun OSS: access key");

    Setting<Optional<Secret>> OSS_ACCESS_KEY_SECRET =
            secret("OSS_ACCESS_KEY_SECRET").live(IMAGES, "Aliyun OSS: secret of the access key");

    Setting<String> OSS_BUCKET_NAME = text("OSS_BUCKET_NAME", "").live(IMAGES, "Aliyun OSS: bucket");

    Setting<String> OSS_REGION = text("OSS_REGION", "").live(IMAGES, "Aliyun OSS: region");

    Setting<Boolean> FILES_CLEANUP_ENABLED =
            flag("FILES_CLEANUP_ENABLED", true).live(IMAGES, "Forget uploaded files that have expired");

    Setting<Duration> FILES_CLEANUP_INTERVAL_HOURS = span("FILES_CLEANUP_INTERVAL_HOURS", ChronoUnit.HOURS, 1, 1, 8_760)
            .live(IMAGES, "Hours between two clean-ups of expired files");

    Setting<Boolean> FILES_USER_ISOLATION_ENABLED = flag("FILES_USER_ISOLATION_ENABLED", true)
            .live(IMAGES, "A client sees and deletes only the files it has uploaded");
}
