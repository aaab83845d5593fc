"""What an answer of the API is, whoever gave it: kept in no cache, and a problem where it says no."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from konbit.api.problems import MEDIA_TYPE, body_of, sentence_for

ADDRESS = "/api/"


class Problems:
    """Turn what the frame of the site says about an address of the API into problem+json: a page helps no program."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(ADDRESS):
            return response
        response.headers.setdefault("Cache-Control", "no-store")
        status = response.status_code
        if status >= 400 and not response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            response.content = body_of(status, *sentence_for(status))
            response.headers["Content-Type"] = MEDIA_TYPE
            response.headers.pop("Content-Length", None)
        return response
