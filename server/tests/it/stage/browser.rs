//! A browser: a cookie jar, the headers that browsers send, and no redirect followed unasked.

use std::{collections::BTreeMap, sync::Mutex};

use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, StatusCode, header};
use integrations::http::client;
use serde_json::Value;
use tower::ServiceExt as _;
use url::{Url, form_urlencoded};

use super::Stage;

pub const AUTHORIZE: &str = "/integrations/hubspot/authorize";

pub struct Browser<'a> {
    stage: &'a Stage,
    pub cookies: Mutex<BTreeMap<String, String>>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// All header lines, as text.
    pub fn head(&self) -> String {
        format!("{:?}", self.headers)
    }
}

impl<'a> Browser<'a> {
    pub fn new(stage: &'a Stage) -> Self {
        Self {
            stage,
            cookies: Mutex::default(),
        }
    }

    /// The same browser, sent to another instance by a load balancer.
    pub fn at<'b>(&self, stage: &'b Stage) -> Browser<'b> {
        Browser {
            stage,
            cookies: Mutex::new(self.cookies.lock().unwrap().clone()),
        }
    }

    /// What this browser talks to.
    pub fn router(&self) -> axum::Router {
        self.stage.router.clone()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (mut parts, body) = request.into_parts();
        let cookies = self.cookie_header();
        if !cookies.is_empty() && !parts.headers.contains_key(header::COOKIE) {
            parts.headers.insert(header::COOKIE, cookies.parse().unwrap());
        }
        let response = self
            .stage
            .router
            .clone()
            .oneshot(Request::from_parts(parts, body))
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(
            Request::get(path)
                .header("sec-fetch-site", "same-origin")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Posts a form as one of our own pages does.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Presses *Connect*. Returns the consent page's address.
    pub async fn begin(&self) -> Url {
        self.begin_at("hubspot").await
    }

    /// The same for another provider.
    pub async fn begin_at(&self, provider: &str) -> Url {
        let answer = self.post(&format!("/integrations/{provider}/authorize"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        Url::parse(answer.location()).unwrap()
    }

    /// Consents. Returns path and query of the redirect back to us.
    pub async fn consent(&self, page: Url) -> String {
        let answer = client().unwrap().get(page).send().await.unwrap();
        let location = answer
            .headers()
            .get(header::LOCATION)
            .expect("the consent page sends back");
        let url = Url::parse(location.to_str().unwrap()).unwrap();
        url[url::Position::BeforePath..].to_owned()
    }

    /// The whole way. Returns the connection's id.
    pub async fn connect(&self) -> String {
        self.connect_at("hubspot").await
    }

    /// The same at another provider.
    pub async fn connect_at(&self, provider: &str) -> String {
        let callback = self.consent(self.begin_at(provider).await).await;
        let answer = self.get(&callback).await;
        let path = answer.location().strip_prefix("/connections/").expect("connected");
        path.split('?').next().unwrap().to_owned()
    }

    pub async fn connections(&self) -> Vec<Value> {
        let answer = self.get("/api/connections").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.json().as_array().unwrap().clone()
    }

    pub async fn items(&self, connection: &str) -> Answer {
        self.get(&format!("/api/items?connection={connection}")).await
    }

    pub fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
    }
}
